/**
 * What a relay keeps: records of chunks ({@link org.xftp.store.ChunkIndex}), their bytes
 * ({@link org.xftp.store.ChunkBodies}), and {@link org.xftp.store.ChunkStore}, which joins the two under a quota.
 *
 * <p>Nothing here knows the protocol: keys are opaque bytes, ids and digests are given by the caller.
 */
@NullMarked
package org.xftp.store;

import org.jspecify.annotations.NullMarked;
