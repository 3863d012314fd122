/**
 * Files as they travel and as they are described: the encrypted file and its chunks, descriptions,
 * relay addresses and links (docs/PROTOCOL.md sections 5 to 8).
 */
@NullMarked
package org.xftp.protocol.description;

import org.jspecify.annotations.NullMarked;
