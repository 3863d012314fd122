/** The operator's port: text lines on loopback (docs/RELAY.md, control port). */
@NullMarked
package org.xftp.server.control;

import org.jspecify.annotations.NullMarked;
