/** Received files that lie on disk encrypted, in the form in which official apps keep theirs. */
@NullMarked
package org.xftp.client.atrest;

import org.jspecify.annotations.NullMarked;
