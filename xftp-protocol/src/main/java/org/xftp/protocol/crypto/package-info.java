/** Keys, digests, authenticators, certificates and the secret box of docs/PROTOCOL.md sections 1, 2 and 4. */
@NullMarked
package org.xftp.protocol.crypto;

import org.jspecify.annotations.NullMarked;
