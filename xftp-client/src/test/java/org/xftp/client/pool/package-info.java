@NullMarked
package org.xftp.client.pool;

import org.jspecify.annotations.NullMarked;
