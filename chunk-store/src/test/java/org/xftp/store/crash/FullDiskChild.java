package org.xftp.store.crash;

import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.id;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.xftp.store.ChunkStore;
import org.xftp.store.Samples;
import org.xftp.store.StoreDirectory;
import org.xftp.store.Upload;

/**
 * Stores what does not fit, in a process whose files cannot grow beyond 4 MB, and says how that went. Arguments:
 * the directory.
 */
final class FullDiskChild {
    static final int TOO_LARGE = 5_000_000;

    private FullDiskChild() {}

    public static void main(String[] args) throws IOException {
        StoreDirectory directory = new StoreDirectory(Path.of(args[0]));
        try (ChunkStore store = directory.open(StoreDirectory.PLENTY)) {
            StoreDirectory.store(store, id(1), bytes(1000, 1));
            store.add(chunk(id(2), bytes(TOO_LARGE, 2)), List.of());
            Upload upload = StoreDirectory.begin(store, id(2));
            try {
                upload.write(bytes(TOO_LARGE, 2), 0, TOO_LARGE);
                System.out.println("written");
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
            System.out.println("files " + directory.bodyFiles().size());
            System.out.println("used " + store.usedBytes());
            System.out.println("added " + fillIndex(store));
        }
    }

    /** How many chunks were confirmed before the first error. */
    private static int fillIndex(ChunkStore store) {
        int added = 0;
        try {
            while (added < 100_000) {
                store.add(chunk(id(1000 + added), 1000), Samples.recipients(200_000 + 100 * added, 100));
                added++;
            }
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
        return added;
    }
}
