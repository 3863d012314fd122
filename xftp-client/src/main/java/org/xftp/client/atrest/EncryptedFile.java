package org.xftp.client.atrest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.xftp.client.files.OwnerOnly;
import org.xftp.protocol.crypto.SecretBox;

/**
 * A file encrypted at rest: the encryption of XFTP (docs/PROTOCOL.md section 4) over its bytes, then the tag of 16
 * bytes, as official apps keep received files. 64 KiB are in memory, whatever its size.
 */
public final class EncryptedFile {
    /** By how many bytes the encrypted file is longer. */
    public static final int OVERHEAD = SecretBox.TAG_LENGTH;

    private EncryptedFile() {}

    /**
     * The file's own bytes. The tag is checked when they end: until {@code read} has returned -1 nothing of them may be
     * trusted.
     *
     * @return fails with {@link WrongKeyException} in place of its end when the key is another one or the file was
     *     altered
     * @throws WrongKeyException when the file is too short to be an encrypted one
     * @throws IOException when it cannot be read
     */
    public static InputStream open(Path file, FileKey key) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            long length = channel.size() - OVERHEAD;
            if (length < 0) {
                throw new WrongKeyException();
            }
            return new EncryptedInput(Channels.newInputStream(channel), length, key);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Reads all of the file to see whether it is whole and the key is its key.
     *
     * @throws WrongKeyException when it is not
     * @throws IOException when it cannot be read
     */
    public static void check(Path file, FileKey key) throws IOException {
        try (InputStream in = open(file, key)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /**
     * Writes the file's own bytes to a new file that only its owner can read; it is removed again when the tag is wrong.
     *
     * @param target must not exist
     * @throws WrongKeyException when the key is another one or the file was altered
     * @throws IOException when a file cannot be read or written
     */
    public static void decrypt(Path file, FileKey key, Path target) throws IOException {
        boolean whole = false;
        try (InputStream in = open(file, key);
                FileChannel channel = FileChannel.open(target,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file())) {
            try {
                in.transferTo(Channels.newOutputStream(channel));
                channel.force(true);
                whole = true;
            } finally {
                if (!whole) {
                    Files.delete(target);
                }
            }
        }
    }
}
