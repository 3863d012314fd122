package org.xftp.server.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.xftp.server.StoredChunks;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.monitor.StatusFile;
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
        checkIsRelay(directories);
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

    /** A wrong directory in the environment or the ini must not cost the operator what lies there. */
    private static void checkIsRelay(RelayDirectories directories) throws ConfigException, IOException {
        var configuration = directories.configuration();
        if (!Files.exists(configuration.resolve(RelayIni.FILE))) {
            if (holdsSomething(configuration)) {
                throw new ConfigException(configuration + " holds something, but no " + RelayIni.FILE
                        + ": nothing was removed");
            }
            if (holdsSomething(directories.log())) {
                throw new ConfigException(RelayIni.FILE + " is not in " + configuration + ", so " + directories.log()
                        + " is perhaps no relay's: nothing was removed");
            }
            return;
        }
        var ini = RelayIni.readWithoutSecrets(configuration);
        for (Path removed : List.of(directories.log(), configuration)) {
            if (Files.exists(removed) && Files.exists(ini.files())
                    && ini.files().toRealPath().startsWith(removed.toRealPath())) {
                throw new ConfigException("[FILES] path " + ini.files() + " lies in " + removed
                        + ", which would be removed with it: move it away, or remove both by hand");
            }
        }
        requireStopped(directories.log());
    }

    private static boolean holdsSomething(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (var files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }

    /** A relay with its records elsewhere has no index here, but tells how it does. */
    private static void requireStopped(Path log) throws ConfigException, IOException {
        StoredChunks.requireUnused(log);
        if (StatusFile.read(log).isPresent()) {
            throw new ConfigException("a relay is running on " + log + ": stop it first");
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
