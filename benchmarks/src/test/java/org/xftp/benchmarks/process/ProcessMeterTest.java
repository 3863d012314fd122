package org.xftp.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcessMeterTest {
    @Test
    void countsProcessorTimeAndMemory() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done").start();

        Measured measured = ProcessMeter.untilEnd(process, start);

        assertThat(measured.processorSeconds()).isPositive().isLessThanOrEqualTo(measured.seconds() + 0.02);
        assertThat(measured.peakBytes()).isPositive();
    }
}
