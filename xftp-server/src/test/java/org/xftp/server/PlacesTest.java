package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final long MIB = 1 << 20;

    @Test
    void gives16PlacesEvenToATinyProcess() throws IOException {
        var places = Places.forMemory(MIB, Duration.ofMillis(20));
        List<Places.Place> taken = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            taken.add(places.take());
        }
        assertThatThrownBy(places::take).isInstanceOf(IOException.class).hasMessage("too many requests at a time");

        taken.getFirst().close();
        places.take().close();
    }

    @Test
    void takesASixteenthOfTheMemory() throws IOException {
        var places = Places.forMemory(4 * 96 * MIB, Duration.ofMillis(20));
        for (int i = 0; i < 256; i++) {
            assertThat(places.take()).isNotNull();
        }
        assertThatThrownBy(places::take).isInstanceOf(IOException.class);
    }

    @Test
    void letsLateOnesWait() throws Exception {
        var places = new Places(1, Duration.ofSeconds(20));
        var first = places.take();
        var second = CompletableFuture.supplyAsync(() -> {
            try {
                return places.take();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertThat(second).isNotDone();
        first.close();
        second.get(20, TimeUnit.SECONDS).close();
    }

    @Test
    void aPlaceIsGivenBackOnce() throws IOException {
        var places = new Places(1, Duration.ofMillis(20));
        var place = places.take();
        place.close();
        place.close();
        places.take();
        assertThatThrownBy(places::take).isInstanceOf(IOException.class);
    }

    @Test
    void workGivesItsPlaceBackWhateverHappens() throws IOException {
        var places = new Places(1, Duration.ofMillis(20));
        assertThatThrownBy(() -> places.work(_ -> {
            throw new IOException("disk");
        })).hasMessage("disk");
        byte[] first = places.work(buffer -> buffer);
        assertThat(first).hasSize(1 << 16);
        assertThat(places.<byte[]>work(buffer -> buffer)).isSameAs(first);
    }
}
