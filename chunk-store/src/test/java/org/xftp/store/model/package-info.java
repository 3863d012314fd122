@NullMarked
package org.xftp.store.model;

import org.jspecify.annotations.NullMarked;
