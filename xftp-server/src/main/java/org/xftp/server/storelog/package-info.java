/**
 * The official relay's store log: taking its records over, and writing it for the way back (docs/RELAY.md, takeover);
 * taking records to PostgreSQL and back (docs/SCALING.md, moving).
 */
@NullMarked
package org.xftp.server.storelog;

import org.jspecify.annotations.NullMarked;
