/** HTTP/1.1 for pages: one request a connection, on virtual threads. */
@NullMarked
package org.xftp.transport.http1;

import org.jspecify.annotations.NullMarked;
