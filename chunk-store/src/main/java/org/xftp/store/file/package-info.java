/** Bodies as files below one directory. */
@NullMarked
package org.xftp.store.file;

import org.jspecify.annotations.NullMarked;
