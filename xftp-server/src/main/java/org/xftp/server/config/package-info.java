/** What an operator sets: the ini file, the identity's keys and certificates, and the settings made of them. */
@NullMarked
package org.xftp.server.config;

import org.jspecify.annotations.NullMarked;
