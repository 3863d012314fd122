/** Commands, replies and errors, and the transmissions that carry them (docs/PROTOCOL.md section 3). */
@NullMarked
package org.xftp.protocol.command;

import org.jspecify.annotations.NullMarked;
