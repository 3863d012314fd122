/** What the indexes in databases share: the one thread that makes changes, and the columns that tell a chunk's state. */
@NullMarked
package org.xftp.store.sql;

import org.jspecify.annotations.NullMarked;
