/** How files and their descriptions travel in SimpleX chat messages (docs/PROTOCOL.md section 8). */
@NullMarked
package org.xftp.protocol.chat;

import org.jspecify.annotations.NullMarked;
