@NullMarked
package org.xftp.client.state;

import org.jspecify.annotations.NullMarked;
