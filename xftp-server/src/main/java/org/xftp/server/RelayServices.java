package org.xftp.server;

import java.security.SecureRandom;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.command.CommandProcessor;
import org.xftp.server.monitor.RequestMeter;

/**
 * What all connections of a relay share.
 *
 * @param places for work on requests
 * @param transfers for chunks that are on their way, however slowly
 */
record RelayServices(RelayIdentity identity, SecureRandom random, Places places, Places transfers, BlockReader blocks,
        CommandProcessor commands, RequestMeter meter) {}
