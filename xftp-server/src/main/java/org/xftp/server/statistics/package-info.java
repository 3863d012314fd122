/** What a relay counts: numbers only, nothing about people or chunks. */
@NullMarked
package org.xftp.server.statistics;

import org.jspecify.annotations.NullMarked;
