/** Chunks on relays become a file. */
@NullMarked
package org.xftp.client.download;

import org.jspecify.annotations.NullMarked;
