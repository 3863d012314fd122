package org.xftp.store.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.id;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.ChunkStore;
import org.xftp.store.StoreDirectory;
import org.xftp.store.Totals;
import org.xftp.store.UploadResult;

/**
 * What a disk that takes no more does to a store. No test can fill a disk, but a process can be forbidden to let files
 * grow: to it, writing fails in the middle, as on a full disk.
 */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
    @TempDir
    private Path temporary;

    @Test
    void leavesNothingBehindAndLosesNothing() throws Exception {
        List<String> limited = List.of("sh", "-c", "ulimit -f 8192 && exec \"$0\" \"$@\"");
        int added;
        try (ChildJvm child = ChildJvm.start(limited, FullDiskChild.class, temporary)) {
            assertThat(child.readLine()).isEqualTo("cannot write a chunk body: File too large");
            assertThat(child.readLine()).as("the temporary file is gone").isEqualTo("files 1");
            assertThat(child.readLine()).as("the reservation too").isEqualTo("used 1000");
            assertThat(child.readLine()).startsWith("the disk of the store database reports errors");
            added = Integer.parseInt(String.valueOf(child.readLine()).substring("added ".length()));
            assertThat(child.exitCode()).isZero();
        }
        assertThat(added).isPositive();
        try (ChunkStore store = new StoreDirectory(temporary).open(StoreDirectory.PLENTY)) {
            assertThat(StoreDirectory.read(store, id(1))).contains(bytes(1000, 1));
            assertThat(store.totals()).isEqualTo(new Totals(2 + added, 1, 0, 100L * added, 1000));
            assertThat(StoreDirectory.upload(store, id(2), bytes(FullDiskChild.TOO_LARGE, 2)))
                    .isEqualTo(new UploadResult.Stored());
        }
    }
}
