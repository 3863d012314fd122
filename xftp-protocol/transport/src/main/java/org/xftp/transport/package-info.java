/**
 * Connections between XFTP peers: TCP, TLS and HTTP/2 behind blocking calls for virtual threads
 * (docs/PROTOCOL.md section 2). Nothing of Netty or of the TLS library shows in these types.
 */
@NullMarked
package org.xftp.transport;

import org.jspecify.annotations.NullMarked;
