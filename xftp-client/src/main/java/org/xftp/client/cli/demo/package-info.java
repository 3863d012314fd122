/** {@code xftp demo}: the only part of the client that knows the relay. */
@NullMarked
package org.xftp.client.cli.demo;

import org.jspecify.annotations.NullMarked;
