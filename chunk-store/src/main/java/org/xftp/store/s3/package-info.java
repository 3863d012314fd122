/** Bodies in an object store that speaks S3. */
@NullMarked
package org.xftp.store.s3;

import org.jspecify.annotations.NullMarked;
