package org.xftp.client.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.xftp.protocol.description.RelayAddress;

/** What a client has learnt of its relays. For several threads. */
public final class RelayHealths {
    private final ConcurrentMap<RelayAddress, RelayHealth> all = new ConcurrentHashMap<>();

    public RelayHealth of(RelayAddress relay) {
        return all.computeIfAbsent(relay.withoutPassword(), key -> new RelayHealth());
    }

    /**
     * The candidates, best first: those whose relay did its work before those whose did not, then by speed in
     * steps of a factor of two; relays not yet measured count as the fastest, so that they get measured. Equals keep
     * their order, turned by {@code turn} so that they share the load.
     */
    public <T> List<T> bestFirst(List<T> candidates, Function<T, RelayAddress> relayOf, int turn) {
        List<T> order = new ArrayList<>(candidates);
        Collections.rotate(order, -turn);
        order.sort(Comparator.comparingInt((T candidate) -> of(relayOf.apply(candidate)).demerits())
                .thenComparingInt(candidate -> -speedStep(of(relayOf.apply(candidate)))));
        return order;
    }

    /** The relays, those last that failed or were full. */
    public List<RelayAddress> inOrder(List<RelayAddress> relays) {
        return relays.stream().sorted(Comparator.comparingInt(relay -> of(relay).demerits())).toList();
    }

    private static int speedStep(RelayHealth health) {
        return health.rate().isPresent() ? Math.getExponent(health.rate().getAsDouble()) : Double.MAX_EXPONENT;
    }
}
