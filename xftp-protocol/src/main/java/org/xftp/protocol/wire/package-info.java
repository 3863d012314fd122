/** The primitive encodings and the padded block of docs/PROTOCOL.md section 1. */
@NullMarked
package org.xftp.protocol.wire;

import org.jspecify.annotations.NullMarked;
