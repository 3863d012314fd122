@NullMarked
package org.xftp.client.source;

import org.jspecify.annotations.NullMarked;
