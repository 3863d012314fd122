@NullMarked
package org.xftp.protocol.description;

import org.jspecify.annotations.NullMarked;
