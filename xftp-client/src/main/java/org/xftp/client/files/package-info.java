/** Names and permissions of the files that a client makes. */
@NullMarked
package org.xftp.client.files;

import org.jspecify.annotations.NullMarked;
