@NullMarked
package org.xftp.client.files;

import org.jspecify.annotations.NullMarked;
