package org.xftp.client.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.apache.commons.io.file.PathUtils;
import org.xftp.client.files.NumberedName;
import org.xftp.client.files.OwnerOnly;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;

/** The folder of descriptions that sending a file makes; whoever reads them has the file, so only the owner may. */
final class DescriptionFiles {
    private static final int MAX_NUMBER = 9999;
    private static final String SENDER = "snd.xftp.private";
    private static final Set<StandardOpenOption> OPTIONS = Set.of(StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    private final Path folder;

    private DescriptionFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * That a folder can be made in {@code directory}, which is made if missing.
     *
     * @throws InvalidPathException when it cannot have the file's name
     */
    static void checkPlace(Path directory, String fileName) throws CliException {
        try {
            folder(directory, fileName, 0);
            if (Files.isWritable(Files.createDirectories(directory))) {
                return;
            }
        } catch (IOException e) {
            throw CliException.disk("cannot make the directory " + directory);
        }
        throw CliException.disk("cannot make a folder for the descriptions in " + directory);
    }

    /**
     * Makes {@code directory/<file>.xftp}, or {@code <file>_1.xftp} and so on when that is taken. A folder that a
     * process left which was killed while it wrote the descriptions of this very upload is taken up again.
     */
    static DescriptionFiles create(Path directory, String fileName, FileDescription sender) throws CliException {
        try {
            Files.createDirectories(directory);
            for (int number = 0; number <= MAX_NUMBER; number++) {
                Path folder = folder(directory, fileName, number);
                try {
                    return new DescriptionFiles(Files.createDirectory(folder, OwnerOnly.directory()));
                } catch (FileAlreadyExistsException e) {
                    if (isBegun(folder, bytes(sender))) {
                        return new DescriptionFiles(folder);
                    }
                }
            }
        } catch (IOException e) {
            throw CliException.disk("cannot make a folder for the descriptions in " + directory);
        }
        throw CliException.disk("every name for the descriptions' folder is taken in " + directory);
    }

    private static Path folder(Path directory, String fileName, int number) {
        return directory.resolve(NumberedName.of(fileName + ".xftp", number));
    }

    /**
     * Whether the folder is empty, or holds the sender's description or a beginning of it: no other upload has its
     * keys.
     */
    private static boolean isBegun(Path folder, byte[] sender) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path own = folder.resolve(SENDER);
        if (Files.notExists(own, LinkOption.NOFOLLOW_LINKS)) {
            return PathUtils.isEmptyDirectory(folder);
        }
        if (!Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS) || Files.size(own) > sender.length) {
            return false;
        }
        byte[] there = Files.readAllBytes(own);
        return Arrays.equals(there, Arrays.copyOf(sender, there.length));
    }

    Path writeSender(FileDescription sender) throws CliException {
        return write(SENDER, sender);
    }

    Path write(String name, FileDescription description) throws CliException {
        Path file = folder.resolve(name);
        try (FileChannel channel = FileChannel.open(file, OPTIONS, OwnerOnly.file())) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes(description));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
            return file;
        } catch (IOException e) {
            throw CliException.disk("cannot write " + file);
        }
    }

    /** What was written survives a loss of power; before this the upload's state must stay. */
    void force() throws CliException {
        try {
            OwnerOnly.forceDirectory(folder);
            OwnerOnly.forceDirectory(folder.resolveSibling("."));
        } catch (IOException e) {
            throw CliException.disk("cannot write " + folder);
        }
    }

    private static byte[] bytes(FileDescription description) {
        return DescriptionYaml.write(description).getBytes(StandardCharsets.UTF_8);
    }
}
