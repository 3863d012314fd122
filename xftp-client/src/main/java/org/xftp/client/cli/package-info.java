/** The {@code xftp} command line: one class per command, all input and output through {@link CliContext}. */
@NullMarked
package org.xftp.client.cli;

import org.jspecify.annotations.NullMarked;
