@NullMarked
package org.xftp.client.relay;

import org.jspecify.annotations.NullMarked;
