/** Everything XFTP peers exchange, as values: bytes in, values out. */
@NullMarked
package org.xftp.protocol;

import org.jspecify.annotations.NullMarked;
