/** HTTP/2 connections and the bridge from event loops to virtual threads; internal to the transport. */
@NullMarked
package org.xftp.transport.http2;

import org.jspecify.annotations.NullMarked;
