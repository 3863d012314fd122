/** Whole programs measured from outside, beside the floor that the protocol sets (docs/PERFORMANCE.md). */
@NullMarked
package org.xftp.benchmarks.process;

import org.jspecify.annotations.NullMarked;
