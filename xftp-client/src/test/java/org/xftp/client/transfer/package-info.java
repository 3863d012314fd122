@NullMarked
package org.xftp.client.transfer;

import org.jspecify.annotations.NullMarked;
