@NullMarked
package org.xftp.store.s3;

import org.jspecify.annotations.NullMarked;
