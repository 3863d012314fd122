/** What uploads and downloads have in common: bounded tasks and buffers, digests in order, progress. */
@NullMarked
package org.xftp.client.transfer;

import org.jspecify.annotations.NullMarked;
