@NullMarked
package org.xftp.store.sqlite;

import org.jspecify.annotations.NullMarked;
