/** The program {@code xftp-server}: one class a command (docs/RELAY.md, commands). */
@NullMarked
package org.xftp.server.cli;

import org.jspecify.annotations.NullMarked;
