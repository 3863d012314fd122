/** What can be uploaded: a file, bytes in memory, a stream. To be had from {@link org.xftp.client.UploadSource}. */
@NullMarked
package org.xftp.client.source;

import org.jspecify.annotations.NullMarked;
