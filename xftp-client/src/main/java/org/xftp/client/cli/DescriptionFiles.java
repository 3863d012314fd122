package org.xftp.client.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.xftp.client.files.NumberedName;
import org.xftp.client.files.OwnerOnly;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;

/** The folder of descriptions that sending a file makes; whoever reads them has the file, so only the owner may. */
final class DescriptionFiles {
    private static final int MAX_NUMBER = 9999;

    private final Path folder;

    private DescriptionFiles(Path folder) {
        this.folder = folder;
    }

    /** That a folder can be made in {@code directory}, which is made if missing. */
    static void checkPlace(Path directory) throws CliException {
        try {
            if (Files.isWritable(Files.createDirectories(directory))) {
                return;
            }
        } catch (IOException e) {
            throw CliException.disk("cannot make the directory " + directory);
        }
        throw CliException.disk("cannot make a folder for the descriptions in " + directory);
    }

    /** Makes {@code directory/<file>.xftp}, or {@code <file>_1.xftp} and so on when that is taken. */
    static DescriptionFiles create(Path directory, String fileName) throws CliException {
        try {
            Files.createDirectories(directory);
            for (int number = 0; number <= MAX_NUMBER; number++) {
                try {
                    Path folder = directory.resolve(NumberedName.of(fileName + ".xftp", number));
                    return new DescriptionFiles(Files.createDirectory(folder, OwnerOnly.directory()));
                } catch (FileAlreadyExistsException e) {
                    // Taken: try the next number.
                }
            }
        } catch (IOException e) {
            throw CliException.disk("cannot make a folder for the descriptions in " + directory);
        }
        throw CliException.disk("every name for the descriptions' folder is taken in " + directory);
    }

    Path write(String name, FileDescription description) throws CliException {
        Path file = folder.resolve(name);
        byte[] yaml = DescriptionYaml.write(description).getBytes(StandardCharsets.UTF_8);
        try (SeekableByteChannel channel = Files.newByteChannel(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                OwnerOnly.file())) {
            ByteBuffer buffer = ByteBuffer.wrap(yaml);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            return file;
        } catch (IOException e) {
            throw CliException.disk("cannot write " + file);
        }
    }
}
