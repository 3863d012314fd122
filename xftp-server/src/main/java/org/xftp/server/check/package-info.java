/** Looks an installation over before anything is served (docs/RELAY.md, check). */
@NullMarked
package org.xftp.server.check;

import org.jspecify.annotations.NullMarked;
