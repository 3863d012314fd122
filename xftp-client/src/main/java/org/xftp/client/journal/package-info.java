/** What a transfer notes of itself in a {@link org.xftp.client.state.TransferStore}, and how it is found again. */
@NullMarked
package org.xftp.client.journal;

import org.jspecify.annotations.NullMarked;
