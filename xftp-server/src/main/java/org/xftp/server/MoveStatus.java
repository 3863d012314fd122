package org.xftp.server;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.xftp.server.statistics.WholeFile;
import org.xftp.store.BodyMove.Fault;
import org.xftp.store.BodyMove.Progress;

/**
 * {@code file-server-bodies.status} in the log directory: how far a move of bodies is, for {@code bodies migrate} beside
 * the relay that moves them. Whoever uses the directory of bodies writes it, or removes it when nothing moves.
 *
 * @param toObjects whether bodies go to an object store
 * @param stored chunks stored when the move began
 * @param problem what the move waits for, in one line; empty while it goes on
 * @param done whether nothing is left to move
 */
public record MoveStatus(boolean toObjects, long stored, Progress progress, String problem, boolean done) {
    private static final String NAME = "file-server-bodies.status";

    /** What is written there; empty when nobody moves anything. */
    public static Optional<MoveStatus> read(Path directory) throws IOException {
        var values = new Properties();
        try {
            values.load(new StringReader(Files.readString(directory.resolve(NAME))));
            var faults = new EnumMap<Fault, Long>(Fault.class);
            for (Fault fault : Fault.values()) {
                faults.put(fault, number(values, name(fault)));
            }
            return Optional.of(new MoveStatus("s3".equals(values.getProperty("to")), number(values, "stored"),
                    new Progress(number(values, "moved"), number(values, "bytes"), faults),
                    values.getProperty("problem", ""), "true".equals(values.getProperty("done"))));
        } catch (NoSuchFileException nobody) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new IOException(directory.resolve(NAME) + " is damaged: remove it", e);
        }
    }

    private static long number(Properties values, String name) {
        return Long.parseLong(values.getProperty(name, "0"));
    }

    private static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }

    void write(Path directory) throws IOException {
        var lines = new StringBuilder();
        lines.append("to=").append(toObjects ? "s3" : "disk").append('\n');
        lines.append("stored=").append(stored).append('\n');
        lines.append("moved=").append(progress.moved()).append('\n');
        lines.append("bytes=").append(progress.bytes()).append('\n');
        for (Map.Entry<Fault, Long> fault : progress.faults().entrySet()) {
            lines.append(name(fault.getKey())).append('=').append(fault.getValue()).append('\n');
        }
        lines.append("problem=").append(problem.replace("\\", "/")).append('\n');
        lines.append("done=").append(done).append('\n');
        WholeFile.write(directory.resolve(NAME), lines.toString());
    }

    static void remove(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NAME));
    }
}
