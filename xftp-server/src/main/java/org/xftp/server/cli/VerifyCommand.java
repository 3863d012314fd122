package org.xftp.server.cli;

import java.io.BufferedWriter;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.storelog.StoreFiles;
import org.xftp.server.storelog.Verification;
import org.xftp.store.ChunkId;
import org.xftp.store.StoreVerification;
import org.xftp.store.StoreVerification.Counts;
import org.xftp.store.StoreVerification.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "verify", mixinStandardHelpOptions = true, description = "Read every stored chunk and compare it with its record; the relay must be stopped. Exit code 3: something is wrong.")
final class VerifyCommand implements Callable<Integer> {
    private static final int FAULTS = 3;
    private static final int PROGRESS_STEP = 256;

    private final Surroundings surroundings;
    private final BooleanSupplier terminal;

    @Option(names = "--quarantine", description = "move bad files to the folder 'quarantine' of [FILES] path")
    private boolean quarantine;

    @Option(names = "--report", paramLabel = "FILE", description = "write the ids of bad chunks to this new file")
    private @Nullable Path report;

    VerifyCommand(Surroundings surroundings) {
        this(surroundings, () -> Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
    }

    VerifyCommand(Surroundings surroundings, BooleanSupplier terminal) {
        this.surroundings = surroundings;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, IOException {
        var directories = RelayDirectories.of(surroundings.environment());
        var ini = RelayIni.readWithoutSecrets(directories.configuration());
        ini.remote().requireNone("verify");
        var files = StoreFiles.of(directories.log(), ini.files());
        try (Writer ids = report == null ? Writer.nullWriter() : create(report)) {
            var counts = new Verification(files, surroundings.random()).run(quarantine,
                    new Findings(ids, terminal.getAsBoolean()));
            print(counts);
            return counts.clean() ? 0 : FAULTS;
        }
    }

    private void print(Counts counts) {
        surroundings.print(counts.good() + " stored chunks are whole.");
        for (Fault fault : Fault.values()) {
            long count = counts.faults().getOrDefault(fault, 0L);
            if (count > 0) {
                surroundings.print(count + " " + explanation(fault));
            }
        }
        if (quarantine && !counts.clean()) {
            surroundings.print("Bad files are in the folder 'quarantine' of [FILES] path; remove it when you have no"
                    + " use for them.");
        }
    }

    private static String explanation(Fault fault) {
        return switch (fault) {
            case MISSING -> "stored chunks have no file.";
            case WRONG_SIZE -> "files are shorter or longer than their chunk.";
            case CORRUPT -> "files have other bytes than were uploaded.";
            case UNREADABLE -> "files cannot be read: check owner, mode and disk.";
            case ORPHAN -> "files belong to no stored chunk.";
        };
    }

    /** Ids give access to nothing without keys, but name chunks to whoever can read the file. */
    private static Writer create(Path file) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            var channel = file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? FileChannel.open(file, options,
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    : FileChannel.open(file, options);
            return new BufferedWriter(
                    new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.US_ASCII));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " is there already: name a new file", e);
        }
    }

    /** Writes ids to the report, and how far it is to a terminal. */
    private final class Findings implements StoreVerification.Listener {
        private final Writer ids;
        private final boolean showing;

        Findings(Writer ids, boolean showing) {
            this.ids = ids;
            this.showing = showing;
        }

        @Override
        public void found(ChunkId id, Fault fault) throws IOException {
            ids.write(fault.name().toLowerCase(Locale.ROOT) + " " + id.base64Url() + "\n");
        }

        @Override
        public void progress(long chunks, long bytes) {
            if (showing && chunks % PROGRESS_STEP == 0) {
                surroundings.err().print("\r" + chunks + " chunks, " + (bytes >> 20) + " MiB ");
                surroundings.err().flush();
            }
        }
    }
}
