/** A hand-made XFTP peer for tests: TLS with odd settings and HTTP/2 frame by frame, on blocking sockets. */
@NullMarked
package org.xftp.server.behaviour.peer;

import org.jspecify.annotations.NullMarked;
