/**
 * Several files as one: a ZIP archive that is made while it is uploaded, and the careful unpacking of a received one.
 */
@NullMarked
package org.xftp.client.archive;

import org.jspecify.annotations.NullMarked;
