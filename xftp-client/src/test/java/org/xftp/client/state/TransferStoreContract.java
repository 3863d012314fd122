package org.xftp.client.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xftp.client.state.TransferStore.Claim;

/** What {@link TransferStore} promises, for every implementation of it. */
@Timeout(60)
abstract class TransferStoreContract {
    /** An empty store. */
    abstract TransferStore store() throws IOException;

    static Entry entry(String text) {
        return Entry.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static TransferLog claimed(Claim claim) {
        return switch (claim) {
            case Claim.Claimed(TransferLog log) -> log;
            case Claim.Busy(TransferId id) -> throw new AssertionError("busy: " + id);
        };
    }

    @Test
    void entriesStayInOrderAcrossClaims() throws IOException {
        TransferStore store = store();
        TransferId id;
        try (TransferLog log = claimed(store.claim(head -> false, entry("head")))) {
            id = log.id();
            log.append(entry("one"));
            assertThat(log.entries()).containsExactly(entry("head"), entry("one"));
        }
        try (TransferLog log = claimed(store.claim(id).orElseThrow())) {
            log.append(entry("two"));
            assertThat(log.entries()).containsExactly(entry("head"), entry("one"), entry("two"));
        }
        assertThat(store.read(id)).containsExactly(entry("head"), entry("one"), entry("two"));
    }

    @Test
    void theSameTransferIsFoundAgainAndAnotherIsNot() throws IOException {
        TransferStore store = store();
        TransferLog first = claimed(store.claim(head -> false, entry("a")));
        first.close();
        TransferLog again = claimed(store.claim(entry("a")::equals, entry("a")));
        assertThat(again.id()).isEqualTo(first.id());
        TransferLog other = claimed(store.claim(entry("b")::equals, entry("b")));
        assertThat(other.id()).isNotEqualTo(first.id());
        assertThat(store.list()).containsExactlyInAnyOrder(first.id(), other.id());
        again.close();
        other.close();
    }

    @Test
    void onlyOneHasATransferAtATime() throws IOException {
        TransferStore store = store();
        TransferLog log = claimed(store.claim(head -> false, entry("a")));
        assertThat(store.claim(log.id())).contains(new Claim.Busy(log.id()));
        assertThat(store.claim(entry("a")::equals, entry("a"))).isEqualTo(new Claim.Busy(log.id()));
        assertThat(store.read(log.id())).as("reading takes no claim").containsExactly(entry("a"));
        log.close();
        claimed(store.claim(log.id()).orElseThrow()).close();
    }

    @Test
    void aRemovedTransferIsGone() throws IOException {
        TransferStore store = store();
        TransferLog log = claimed(store.claim(head -> false, entry("a")));
        log.remove();
        log.close();
        assertThat(store.list()).isEmpty();
        assertThat(store.read(log.id())).isEmpty();
        assertThat(store.claim(log.id())).isEmpty();
        assertThatThrownBy(() -> log.append(entry("late"))).isInstanceOf(IOException.class);
    }

    @Test
    void nothingIsAppendedAfterClosing() throws IOException {
        TransferStore store = store();
        TransferLog log = claimed(store.claim(head -> false, entry("a")));
        log.close();
        assertThatThrownBy(() -> log.append(entry("late"))).isInstanceOf(IOException.class);
        assertThat(store.read(log.id())).containsExactly(entry("a"));
    }

    @Test
    void appendingFromManyThreadsLosesNothingEvenWhenInterrupted() throws Exception {
        TransferStore store = store();
        TransferLog log = claimed(store.claim(head -> false, entry("head")));
        List<Future<Entry>> appended = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                Entry entry = entry("entry " + i);
                Callable<Entry> append = () -> {
                    Thread.currentThread().interrupt();
                    log.append(entry);
                    assertThat(store.read(log.id())).contains(entry);
                    return entry;
                };
                appended.add(threads.submit(append));
            }
        }
        List<Entry> expected = new ArrayList<>(List.of(entry("head")));
        for (Future<Entry> entry : appended) {
            expected.add(entry.get());
        }
        assertThat(log.entries()).startsWith(entry("head")).containsExactlyInAnyOrderElementsOf(expected);
        log.close();
    }

    @Test
    void ofManyWhoBeginTheSameOneDoes() throws Exception {
        TransferStore store = store();
        List<Future<Claim>> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                claims.add(threads.submit(() -> store.claim(entry("a")::equals, entry("a"))));
            }
        }
        int got = 0;
        for (Future<Claim> claim : claims) {
            got += claim.get() instanceof Claim.Claimed ? 1 : 0;
        }
        assertThat(got).isEqualTo(1);
        assertThat(store.list()).hasSize(1);
    }
}
