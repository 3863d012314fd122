@NullMarked
package org.xftp.protocol;

import org.jspecify.annotations.NullMarked;
