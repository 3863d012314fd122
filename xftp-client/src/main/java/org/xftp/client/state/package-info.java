/**
 * What is kept of transfers so that they can go on after their process ended (docs/CLIENT.md, "Never start over"): the
 * contract {@link org.xftp.client.state.TransferStore}, and implementations in files and in memory.
 */
@NullMarked
package org.xftp.client.state;

import org.jspecify.annotations.NullMarked;
