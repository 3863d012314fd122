package org.xftp.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xftp.server.config.RelayLimits;
import org.xftp.transport.AdmissionLimits;
import org.xftp.transport.ClientAddress;

/**
 * How many chunks and pages are on their way at a time. They hold their places while they wait for their peers, so one
 * address has a share of the places only, over all its connections; what is beyond it waits without a place. And when
 * all places stay taken for a while, the youngest of the address that has most ends for the sake of one that has fewer.
 * The machine's own addresses have no share, because proxies and onion services bring everybody from there.
 *
 * <p>What it knows of an address is forgotten when nothing of the address is on its way or waits.
 */
final class TransferPlaces {
    /** Busy relays have a free place sooner; those that silent peers have filled have none. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Semaphore free;
    private final int perAddress;
    private final Duration patience;
    private final Map<ClientAddress, Share> shares = new ConcurrentHashMap<>();
    /** When somebody last waited for as long as one may, by {@link System#nanoTime}. */
    private volatile Optional<Long> inVain = Optional.empty();

    TransferPlaces(RelayLimits limits) {
        this.free = new Semaphore(limits.transfers(), true);
        this.perAddress = limits.transfersPerAddress();
        this.patience = limits.block();
    }

    /** What holds a place as long as it runs. */
    @FunctionalInterface
    interface Transfer {
        void run() throws IOException;
    }

    /** What one address has; its users are counted within the map's own operations only. */
    private static final class Share {
        private final Places places;
        private final Deque<Place> taken = new ConcurrentLinkedDeque<>();
        private int users;

        private Share(int count, Duration patience) {
            places = new Places(count, patience);
        }
    }

    /** One of all, until it is closed or another's. */
    private final class Place implements AutoCloseable {
        private final Deque<Place> siblings;
        private final Runnable cancel;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Place(Deque<Place> siblings, Runnable cancel) {
            this.siblings = siblings;
            this.cancel = cancel;
            siblings.add(this);
        }

        /** Whether it was there to lose. */
        private boolean lose() {
            boolean lost = held.getAndSet(false);
            if (lost) {
                cancel.run();
            }
            return lost;
        }

        @Override
        public void close() {
            siblings.remove(this);
            if (held.getAndSet(false)) {
                free.release();
            }
        }
    }

    /**
     * Waits for a place and runs.
     *
     * @param cancel ends the transfer from any thread, when another has got its place
     * @throws IOException as the transfer does, or when no place can be had in time
     */
    void run(Optional<ClientAddress> client, Runnable cancel, Transfer transfer) throws IOException {
        if (client.isEmpty() || perAddress == AdmissionLimits.UNLIMITED) {
            try (var _ = take(new ConcurrentLinkedDeque<>(), cancel, patience)) {
                transfer.run();
            }
        } else {
            runWithinShare(client.get(), cancel, transfer);
        }
    }

    private void runWithinShare(ClientAddress client, Runnable cancel, Transfer transfer) throws IOException {
        long start = System.nanoTime();
        var share = enter(client);
        try (var _ = share.places.take(); var _ = take(share.taken, cancel, left(patience, start))) {
            transfer.run();
        } finally {
            leave(client);
        }
    }

    private Place take(Deque<Place> siblings, Runnable cancel, Duration most) throws IOException {
        long start = System.nanoTime();
        boolean taken = Places.await(free, most.compareTo(GRACE) < 0 ? most : GRACE) || takeOver(siblings.size())
                || Places.await(free, left(most, start));
        if (!taken) {
            inVain = Optional.of(System.nanoTime());
            throw new IOException("too many transfers at a time");
        }
        return new Place(siblings, cancel);
    }

    private static Duration left(Duration most, long startNanos) {
        return most.minusNanos(System.nanoTime() - startNanos);
    }

    /** From the address that has most, if it has more left then than the one who comes has now. */
    private boolean takeOver(int own) {
        return shares.values().stream().map(share -> share.taken).max(Comparator.comparingInt(Deque::size))
                .filter(most -> most.size() - 1 > own).map(Deque::pollLast).filter(Place::lose).isPresent();
    }

    private Share enter(ClientAddress client) {
        return shares.compute(client, (_, known) -> {
            var share = known == null ? new Share(perAddress, patience) : known;
            share.users++;
            return share;
        });
    }

    private void leave(ClientAddress client) {
        shares.computeIfPresent(client, (_, share) -> --share.users == 0 ? null : share);
    }

    /** Whether somebody lately waited in vain within its share, no longer ago than one waits for a place. */
    boolean isExhausted() {
        return inVain.filter(at -> System.nanoTime() - at < patience.toNanos()).isPresent();
    }

    /** How many addresses it knows something of. */
    int known() {
        return shares.size();
    }
}
