@NullMarked
package org.xftp.store.postgres;

import org.jspecify.annotations.NullMarked;
