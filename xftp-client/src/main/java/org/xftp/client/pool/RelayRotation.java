package org.xftp.client.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.xftp.protocol.description.RelayAddress;

/**
 * Spreads chunks over relays: within each round of as many chunks as there are relays every relay comes first once, in
 * an order that is random in each round.
 */
public final class RelayRotation {
    private final List<RelayAddress> relays;
    private final RandomGenerator random;
    private int next;

    public RelayRotation(List<RelayAddress> relays, RandomGenerator random) {
        this.relays = new ArrayList<>(relays);
        this.random = random;
    }

    /** All relays for the next chunk, the preferred one first. */
    public List<RelayAddress> next() {
        if (next == 0) {
            Collections.shuffle(relays, random);
        }
        List<RelayAddress> order = new ArrayList<>(relays);
        Collections.rotate(order, -next);
        next = (next + 1) % relays.size();
        return order;
    }
}
