package org.xftp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.id;
import static org.xftp.store.StoreDirectory.begin;
import static org.xftp.store.StoreDirectory.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.file.FileBodies;

class FreeSpaceTest {
    private static final long MINIMUM = 1000;

    @TempDir
    private Path temporary;

    private long free = 1500;
    private int probes;
    private long now;
    private final FreeSpace disk = FreeSpace.keeping(this::probe, MINIMUM, () -> now);

    private long probe() throws IOException {
        probes++;
        if (free < 0) {
            throw new IOException("gone");
        }
        return free;
    }

    private void aSecondLater() {
        now += Duration.ofSeconds(1).toNanos() + 1;
    }

    @Test
    void leavesTheMinimumFree() throws IOException {
        assertThat(disk.reserve(501)).isFalse();
        assertThat(disk.reserve(500)).isTrue();
        assertThat(disk.reserve(1)).isFalse();
        assertThat(probes).as("within a second").isEqualTo(1);
    }

    @Test
    void doesNotTrustWhatEndedUntilTheDiskIsAskedAgain() throws IOException {
        assertThat(disk.reserve(500)).isTrue();
        disk.release(500);
        assertThat(disk.reserve(1)).as("its bytes may lie on the disk").isFalse();
        aSecondLater();
        assertThat(disk.reserve(500)).as("they do not").isTrue();
    }

    @Test
    void countsRunningUploadsAsUnwritten() throws IOException {
        assertThat(disk.reserve(300)).isTrue();
        aSecondLater();
        assertThat(disk.reserve(201)).isFalse();
        assertThat(disk.reserve(200)).isTrue();
    }

    @Test
    void seesSpaceComeAndGo() throws IOException {
        free = MINIMUM - 1;
        assertThat(disk.reserve(0)).isFalse();
        free = MINIMUM + 1;
        aSecondLater();
        assertThat(disk.reserve(1)).isTrue();
        assertThat(probes).isEqualTo(2);
    }

    @Test
    void saysWhenTheDiskDoesNotTell() throws IOException {
        free = -1;
        assertThatThrownBy(() -> disk.reserve(1)).isInstanceOf(IOException.class)
                .hasMessage("gone");
        free = 1500;
        assertThat(disk.reserve(1)).as("the next try").isTrue();
    }

    @Test
    void turnsUploadsAwayAndTakesNothingFromTheQuota() throws IOException {
        StoreDirectory directory = new StoreDirectory(temporary);
        try (ChunkStore store = ChunkStore.open(directory.openIndex(), directory.openBodies(), 1 << 20, disk)) {
            store.add(chunk(id(1), bytes(400, 1)), List.of());
            store.add(chunk(id(2), bytes(400, 2)), List.of());
            try (Upload first = begin(store, id(1))) {
                assertThat(store.beginUpload(id(2))).isEqualTo(new UploadStart.OverQuota());
                assertThat(store.usedBytes()).isEqualTo(400);
                first.write(bytes(400, 1), 0, 400);
                assertThat(first.finish()).isEqualTo(new UploadResult.Stored());
            }
            aSecondLater();
            assertThat(upload(store, id(2), bytes(400, 2))).isEqualTo(new UploadResult.Stored());
            assertThat(store.usedBytes()).isEqualTo(800);
        }
    }

    @Test
    void asksTheRealDisk() throws IOException {
        try (FileBodies bodies = new StoreDirectory(temporary).openBodies()) {
            assertThat(FreeSpace.keeping(bodies::usableBytes, 0, () -> 0).reserve(1)).isTrue();
            assertThat(FreeSpace.keeping(bodies::usableBytes, Long.MAX_VALUE / 2, () -> 0).reserve(1)).isFalse();
        }
    }
}
