@NullMarked
package org.xftp.client.archive;

import org.jspecify.annotations.NullMarked;
