/**
 * All relays of a client: connections that are reused, what has been learnt of each relay, and when to ask again.
 */
@NullMarked
package org.xftp.client.pool;

import org.jspecify.annotations.NullMarked;
