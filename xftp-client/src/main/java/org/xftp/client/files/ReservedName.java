package org.xftp.client.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.xftp.client.XftpClientException;

/** Something empty under a free name, for what is about to get it: whoever comes second gets the next number. */
public final class ReservedName {
    private static final int MAX_NUMBER = 9999;

    /** Makes the empty thing; fails where there is something already. */
    public interface Maker {
        Path make(Path path) throws IOException;
    }

    /** Hears of a name that seems free. */
    public interface Naming {
        void naming(Path path) throws XftpClientException;
    }

    private ReservedName() {}

    /**
     * Makes it under {@code name} or the first free one of {@code name_1}, {@code name_2} ..., see {@link NumberedName}.
     *
     * @param naming hears of each name before anything of ours has it, so that a run that is cut off leaves nothing
     *     unknown; the last one counts
     */
    public static Path take(Path directory, String name, Maker maker, Naming naming)
            throws IOException, XftpClientException {
        for (int number = 0; number <= MAX_NUMBER; number++) {
            Path candidate = directory.resolve(NumberedName.of(name, number));
            if (Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            naming.naming(candidate);
            try {
                return maker.make(candidate);
            } catch (FileAlreadyExistsException e) {
                // Taken meanwhile: try the next number.
            }
        }
        throw new IOException("every numbered name is taken");
    }
}
