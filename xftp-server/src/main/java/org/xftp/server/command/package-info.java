/**
 * What a relay does for each command (docs/PROTOCOL.md section 3): checks and effects on the store. Knows neither
 * sockets nor files; one class a responsibility.
 */
@NullMarked
package org.xftp.server.command;

import org.jspecify.annotations.NullMarked;
