/** What index and bodies share in handling files; not exported. */
@NullMarked
package org.xftp.store.disk;

import org.jspecify.annotations.NullMarked;
