package org.xftp.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The program as a process of its own, so that it can be killed and stopped. */
final class XftpProcess {
    private XftpProcess() {}

    /** Starts it in that directory, with its state there; what it says is appended to the file {@code output}. */
    static Process start(Path directory, String... arguments) throws IOException {
        return start(directory, Map.of("XFTP_STATE", directory.resolve("state").toString()), arguments);
    }

    /** The same, with other variables. */
    static Process start(Path directory, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Xftp.class.getName()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("output").toFile())).start();
    }

    static String output(Path directory) throws IOException {
        return Files.readString(directory.resolve("output"));
    }

    /** Sends a signal by its name, such as {@code STOP}. */
    static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
    }
}
