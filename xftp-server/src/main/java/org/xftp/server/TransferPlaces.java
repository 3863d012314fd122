package org.xftp.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xftp.server.config.RelayLimits;
import org.xftp.transport.AdmissionLimits;
import org.xftp.transport.ClientAddress;

/**
 * How many chunks and pages are on their way at a time. They hold their places while they wait for their peers, so one
 * address has a share of the places only, over all its connections; what is beyond it waits without a place. The
 * machine's own addresses have no share, because proxies and onion services bring everybody from there.
 *
 * <p>What it knows of an address is forgotten when nothing of the address is on its way or waits.
 */
final class TransferPlaces {
    private final Places all;
    private final int perAddress;
    private final Duration patience;
    private final Map<ClientAddress, Share> shares = new ConcurrentHashMap<>();

    TransferPlaces(RelayLimits limits) {
        this.all = new Places(limits.transfers(), limits.block());
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
        private int users;

        Share(int count, Duration patience) {
            places = new Places(count, patience);
        }
    }

    /**
     * Waits for a place and runs.
     *
     * @throws IOException as the transfer does, or when no place becomes free in time
     */
    void run(Optional<ClientAddress> client, Transfer transfer) throws IOException {
        if (client.isEmpty() || perAddress == AdmissionLimits.UNLIMITED) {
            try (var _ = all.take()) {
                transfer.run();
            }
        } else {
            runWithinShare(client.get(), transfer);
        }
    }

    private void runWithinShare(ClientAddress client, Transfer transfer) throws IOException {
        long start = System.nanoTime();
        var share = enter(client);
        try (var _ = share.places.take(); var _ = all.take(patience.minusNanos(System.nanoTime() - start))) {
            transfer.run();
        } finally {
            leave(client);
        }
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

    /** Whether somebody lately waited in vain although it was within its share. */
    boolean isExhausted() {
        return all.isExhausted();
    }

    /** How many addresses it knows something of. */
    int known() {
        return shares.size();
    }
}
