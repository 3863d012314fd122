/** A relay as a whole: listener, store, expiry and control port, started and stopped together. */
@NullMarked
package org.xftp.server;

import org.jspecify.annotations.NullMarked;
