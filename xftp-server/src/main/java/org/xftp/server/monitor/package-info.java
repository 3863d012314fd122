/** What a running relay tells of itself: metrics, health and the port that serves them (docs/RELAY.md, monitoring). */
@NullMarked
package org.xftp.server.monitor;

import org.jspecify.annotations.NullMarked;
