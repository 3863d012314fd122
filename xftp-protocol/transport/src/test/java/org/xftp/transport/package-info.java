@NullMarked
package org.xftp.transport;

import org.jspecify.annotations.NullMarked;
