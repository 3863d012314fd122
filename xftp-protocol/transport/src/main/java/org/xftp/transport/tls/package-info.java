/** TLS on Bouncy Castle's low-level API as a Netty handler; internal to the transport. */
@NullMarked
package org.xftp.transport.tls;

import org.jspecify.annotations.NullMarked;
