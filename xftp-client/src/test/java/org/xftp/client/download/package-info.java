@NullMarked
package org.xftp.client.download;

import org.jspecify.annotations.NullMarked;
