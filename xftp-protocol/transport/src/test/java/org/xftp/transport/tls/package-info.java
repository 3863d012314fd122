@NullMarked
package org.xftp.transport.tls;

import org.jspecify.annotations.NullMarked;
