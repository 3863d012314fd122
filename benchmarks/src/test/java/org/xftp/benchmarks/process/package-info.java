/** Tests of the measuring, not of what is measured. */
@NullMarked
package org.xftp.benchmarks.process;

import org.jspecify.annotations.NullMarked;
