@NullMarked
package org.xftp.protocol.chat;

import org.jspecify.annotations.NullMarked;
