package org.xftp.client.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code xftp rand}. */
@Command(name = "rand", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Makes a file of random bytes, to try transfers with.")
final class RandomFileCommand implements Callable<Integer> {
    private static final int PIECE = 1 << 20;

    private final CliContext context;

    @Parameters(index = "0", paramLabel = "FILE", description = "the file to make; must not exist")
    private String file = "";

    @Parameters(index = "1", paramLabel = "SIZE", description = "bytes, or with a unit: 10kb, 10mb, 10gb")
    private String size = "";

    RandomFileCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CliException {
        long bytes = ByteSize.parse(size);
        Path path = context.path(file);
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] piece = new byte[(int) Math.min(PIECE, bytes)];
            for (long left = bytes; left > 0; left -= piece.length) {
                context.random().nextBytes(piece);
                out.write(piece, 0, (int) Math.min(piece.length, left));
            }
        } catch (FileAlreadyExistsException e) {
            throw CliException.usage("there is already a file " + path);
        } catch (IOException e) {
            throw CliException.disk("cannot write " + path);
        }
        context.out().println(path);
        return ExitCode.OK.status();
    }
}
