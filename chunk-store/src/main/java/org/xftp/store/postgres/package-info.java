/** The index in a PostgreSQL database, which several processes may share. */
@NullMarked
package org.xftp.store.postgres;

import org.jspecify.annotations.NullMarked;
