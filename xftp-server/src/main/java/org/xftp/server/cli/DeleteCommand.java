package org.xftp.server.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "delete", mixinStandardHelpOptions = true, description = "Remove the relay's configuration, keys and records; chunk bodies stay.")
final class DeleteCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = {"-y", "--yes"}, description = "do not ask")
    private boolean sure;

    DeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        var directories = RelayDirectories.of(surroundings.environment());
        checkIsRelay(directories.configuration());
        if (!sure && !confirmed(directories)) {
            surroundings.print("Nothing was removed.");
            return 1;
        }
        // The configuration goes last: until then the command can be given again.
        remove(directories.log());
        remove(directories.configuration());
        surroundings.print("The relay's configuration and records are removed.");
        return 0;
    }

    /** A wrong directory in the environment must not cost the operator what lies there. */
    private static void checkIsRelay(Path configuration) throws ConfigException, IOException {
        if (Files.isDirectory(configuration) && !Files.exists(configuration.resolve(RelayIni.FILE))) {
            try (var files = Files.list(configuration)) {
                if (files.findAny().isPresent()) {
                    throw new ConfigException(configuration + " holds something, but no " + RelayIni.FILE
                            + ": nothing was removed");
                }
            }
        }
    }

    private boolean confirmed(RelayDirectories directories) throws IOException {
        surroundings.out().print("Remove " + directories.configuration() + " and " + directories.log()
                + ", and with them the relay's identity, for good? [y/N] ");
        surroundings.out().flush();
        var answer = surroundings.in().readLine();
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }

    /** The directory itself stays, empty, where something is mounted on it. */
    private void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> inside;
        try (var walk = Files.walk(directory)) {
            inside = walk.filter(path -> !path.equals(directory)).sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.delete(path);
        }
        try {
            Files.delete(directory);
        } catch (FileSystemException e) {
            surroundings.print(directory + " is empty now but could not be removed.");
        }
    }
}
