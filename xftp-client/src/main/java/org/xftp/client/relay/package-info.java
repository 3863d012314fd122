/**
 * One relay: dialling, proof of identity, sessions, and its commands as blocking calls of
 * {@link org.xftp.client.relay.RelayConnection}.
 */
@NullMarked
package org.xftp.client.relay;

import org.jspecify.annotations.NullMarked;
