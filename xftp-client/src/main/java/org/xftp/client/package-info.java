/**
 * Sends, receives and deletes files over XFTP relays: {@link org.xftp.client.XftpClient} for whole files,
 * {@link org.xftp.client.relay.RelayConnection} for single commands on one relay.
 *
 * <p>Blocking throughout: call it from any thread, interrupt that thread to cancel. Nothing here prints, exits or
 * keeps static state.
 */
@NullMarked
package org.xftp.client;

import org.jspecify.annotations.NullMarked;
