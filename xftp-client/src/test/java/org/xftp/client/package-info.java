@NullMarked
package org.xftp.client;

import org.jspecify.annotations.NullMarked;
