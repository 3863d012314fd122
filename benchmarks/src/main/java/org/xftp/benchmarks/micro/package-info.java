/** JMH benchmarks of single parts (docs/PERFORMANCE.md); {@code ./bench micro} runs them. */
@NullMarked
package org.xftp.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
