@NullMarked
package org.xftp.store.measure;

import org.jspecify.annotations.NullMarked;
