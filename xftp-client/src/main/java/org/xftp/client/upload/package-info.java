/** A source becomes chunks on relays. */
@NullMarked
package org.xftp.client.upload;

import org.jspecify.annotations.NullMarked;
