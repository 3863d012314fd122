package org.xftp.store.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Java program in a process of its own, with the class path of this one. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static ChildJvm start(Class<?> program, Object... arguments) throws IOException {
        return start(List.of(), program, arguments);
    }

    /** {@code prefix} is a command that runs the one that follows it. */
    static ChildJvm start(List<String> prefix, Class<?> program, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    @Nullable
    String readLine() throws IOException {
        return output.readLine();
    }

    /** Kills the process as {@code kill -9} does, and waits until it is gone. What it has said can still be read. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // That of the process itself would close its output.
        process.waitFor();
    }

    /** Waits for its own end. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
