@NullMarked
package org.xftp.store.crash;

import org.jspecify.annotations.NullMarked;
