@NullMarked
package org.xftp.transport.http2;

import org.jspecify.annotations.NullMarked;
