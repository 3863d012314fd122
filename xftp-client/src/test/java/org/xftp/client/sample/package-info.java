/** The sample of docs/LIBRARY.md. */
@NullMarked
package org.xftp.client.sample;

import org.jspecify.annotations.NullMarked;
