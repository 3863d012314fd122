package org.xftp.server.config;

import java.util.Optional;

/**
 * The operator's port on loopback.
 *
 * @param port 0 for any free one
 * @param admin password of the administrator's role; empty: nobody gets it
 * @param user password of the user's role; empty: nobody gets it
 */
public record ControlSettings(int port, Optional<ControlPassword> admin, Optional<ControlPassword> user) {}
