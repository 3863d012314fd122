@NullMarked
package org.xftp.client.upload;

import org.jspecify.annotations.NullMarked;
