/** The index in one SQLite database. */
@NullMarked
package org.xftp.store.sqlite;

import org.jspecify.annotations.NullMarked;
