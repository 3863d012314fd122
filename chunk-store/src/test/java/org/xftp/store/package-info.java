@NullMarked
package org.xftp.store;

import org.jspecify.annotations.NullMarked;
