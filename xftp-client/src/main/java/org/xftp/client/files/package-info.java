/** Names, permissions and bytes of the files that a client makes or reads. */
@NullMarked
package org.xftp.client.files;

import org.jspecify.annotations.NullMarked;
