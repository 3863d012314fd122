package org.xftp.server;

import java.security.SecureRandom;
import org.xftp.server.command.CommandProcessor;
import org.xftp.server.monitor.RequestMeter;

/**
 * What all connections of a relay share.
 *
 * @param places for work on requests
 * @param transfers for chunks and pages that are on their way, however slowly
 */
record RelayServices(RelayCertificates certificates, SecureRandom random, Places places, TransferPlaces transfers,
        BlockReader blocks, WebRequests web, CommandProcessor commands, RequestMeter meter) {}
