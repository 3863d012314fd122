@NullMarked
package org.xftp.client.cli;

import org.jspecify.annotations.NullMarked;
