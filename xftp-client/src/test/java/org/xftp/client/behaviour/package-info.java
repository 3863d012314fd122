/**
 * Replays what the official client accepts and refuses, and more, against ours: a relay played by the
 * test bends one answer at a time.
 */
@NullMarked
package org.xftp.client.behaviour;

import org.jspecify.annotations.NullMarked;
