/** What the relay shows to people with a browser (docs/RELAY.md, browsers): pages, no part of XFTP. */
@NullMarked
package org.xftp.server.web;

import org.jspecify.annotations.NullMarked;
