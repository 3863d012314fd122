package org.xftp.client;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.xftp.client.state.TransferStore;
import org.xftp.transport.SocksProxy;

/**
 * How a client works; every setting has a default fit for the public network. Settings that cannot be are refused at
 * once, with {@link IllegalArgumentException}, or {@link NullPointerException} where there is none.
 */
public final class XftpClientBuilder {
    /** Of 4 MiB each, they are more than most machines have room for. */
    private static final int MOST_CHUNKS = 1024;

    RetryPolicy retries = RetryPolicy.DEFAULT;
    Timeouts timeouts = Timeouts.DEFAULT;
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    int replicas = 1;
    boolean exactRecipients;
    Optional<TransferStore> store = Optional.empty();
    String note = "";
    Optional<SocksProxy> proxy = Optional.empty();
    boolean isolated;
    int window = 8;
    long memory = Math.max(1, Runtime.getRuntime().maxMemory() / 3);
    int connectionsPerRelay = 18;

    XftpClientBuilder() {}

    /** How long and how often what failed for a temporary reason is tried again. */
    public XftpClientBuilder retries(RetryPolicy policy) {
        retries = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** How long relays may take to answer. */
    public XftpClientBuilder timeouts(Timeouts limits) {
        timeouts = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /** Against what the relays' certificates are valid. */
    public XftpClientBuilder clock(InstantSource source) {
        clock = Objects.requireNonNull(source, "source");
        return this;
    }

    /** Makes all keys; for tests. */
    public XftpClientBuilder random(SecureRandom source) {
        random = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * On how many different relays each uploaded chunk lies, so that the file survives the loss of all but one.
     *
     * @param count 1 or more, and at most as many as there are relays to send to; 1 by default
     */
    public XftpClientBuilder replicas(int count) {
        replicas = atLeastOne(count);
        return this;
    }

    /**
     * Whether relays may learn the number of recipients; by default chunks are registered for the next power of
     * two from 4 on, as official apps do.
     */
    public XftpClientBuilder exactRecipients(boolean exact) {
        exactRecipients = exact;
        return this;
    }

    /** All connections go through this proxy, which resolves the relays' names; onion hosts are preferred then. */
    public XftpClientBuilder proxy(SocksProxy socks) {
        proxy = Optional.of(Objects.requireNonNull(socks, "socks"));
        return this;
    }

    /**
     * Each request travels on a connection of its own, with random credentials for the proxy if there is one, so
     * that neither relays nor Tor exits can tell that chunks belong together. Slower.
     */
    public XftpClientBuilder isolated(boolean each) {
        isolated = each;
        return this;
    }

    /**
     * Keeps transfers so that a later call for the same one goes on with it, in whichever process: an upload of the
     * same source for as many recipients, a download of the same description to the same place. A failed transfer
     * then leaves its chunks on the relays, or its hidden partial file, until it is done or forgotten. Without a
     * store, as by default, failures leave nothing.
     */
    public XftpClientBuilder state(TransferStore kept) {
        store = Optional.of(Objects.requireNonNull(kept, "kept"));
        return this;
    }

    /** Words of the caller's that are kept with each transfer begun by this client; none by default. */
    public XftpClientBuilder note(String words) {
        note = Objects.requireNonNull(words, "words");
        return this;
    }

    /**
     * How much a transfer does at a time.
     *
     * @param chunks on their way at a time for each upload or download, 1 to 1024; 8 by default, and half as many again
     *     where the round trip to a relay is 100 ms or more. An upload has up to twice as many in memory: it registers
     *     some ahead of their turn, and sends in an order of chance
     */
    public XftpClientBuilder window(int chunks) {
        if (chunks > MOST_CHUNKS) {
            throw new IllegalArgumentException("a window has at most " + MOST_CHUNKS + " chunks");
        }
        window = atLeastOne(chunks);
        return this;
    }

    /**
     * How much memory all transfers of the client may have for chunks. A transfer that does not find room for its window,
     * or for its whole file where that is smaller, waits for others to end before it begins, in turn; one whose window
     * is larger than all of this waits until it is alone. What a transfer's listener or source calls the client for does
     * not wait; threads of others that it waits for would.
     *
     * @param bytes 1 or more; a third of the largest heap by default
     */
    public XftpClientBuilder memory(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("at least 1 is needed");
        }
        memory = bytes;
        return this;
    }

    /**
     * How many requests a relay gets at a time.
     *
     * @param connections to each relay at a time, 1 or more; 18 by default, for a window of 8 chunks, over a long
     *     line 12, and those that are registered ahead of their turn
     */
    public XftpClientBuilder connectionsPerRelay(int connections) {
        connectionsPerRelay = atLeastOne(connections);
        return this;
    }

    private static int atLeastOne(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("at least 1 is needed");
        }
        return number;
    }

    /** A client with the settings so far; it connects to nothing yet. */
    public XftpClient build() {
        return new XftpClient(this);
    }
}
