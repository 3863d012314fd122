/** The messages and the progress of both handshakes, without any I/O (docs/PROTOCOL.md sections 2.1 and 2.2). */
@NullMarked
package org.xftp.protocol.handshake;

import org.jspecify.annotations.NullMarked;
