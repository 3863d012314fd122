package org.xftp.server;

import java.security.SecureRandom;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.command.CommandProcessor;

/** What all connections of a relay share. */
record RelayServices(RelayIdentity identity, SecureRandom random, Places places, BlockReader blocks,
        CommandProcessor commands) {}
