package org.xftp.client.behaviour;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.xftp.protocol.command.EntityId;
import org.xftp.transport.PrivateKeyDer;
import org.xftp.transport.ServerSettings;
import org.xftp.transport.TlsCredentials;
import org.xftp.transport.TransportLimits;
import org.xftp.transport.TransportServer;

/**
 * A relay on loopback that keeps chunks in memory, checks no signature, departs from what is proper exactly where its
 * script says so, and remembers what it was asked.
 */
final class PlayedRelay implements AutoCloseable {
    private final Script script;
    private final SecureRandom random = new SecureRandom();
    private final List<Step> steps = new CopyOnWriteArrayList<>();
    private final Map<EntityId, byte[]> chunks = new ConcurrentHashMap<>();
    private final Map<EntityId, List<EntityId>> recipients = new ConcurrentHashMap<>();
    private final Set<Integer> sessionIdLengths = new ConcurrentSkipListSet<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final TransportServer server;
    private final Optional<CuttingProxy> proxy;

    private PlayedRelay(Script script, ServerSettings settings) throws IOException {
        this.script = script;
        this.server = TransportServer.bind(settings, connection -> {
            sessionIdLengths.add(connection.sessionId().length());
            return new PlayedConnection(this, connection);
        });
        this.proxy = script.cutAfter().isPresent()
                ? Optional.of(new CuttingProxy(server.port(), script.cutAfter().getAsInt()))
                : Optional.empty();
    }

    static PlayedRelay start(Script script) throws IOException {
        RelayIdentity identity = script.identity();
        TlsCredentials credentials = new TlsCredentials(identity.certificates(),
                PrivateKeyDer.of(identity.leaf().keys().getPrivate().getEncoded()));
        return new PlayedRelay(script, script.tls().bend(
                new ServerSettings("127.0.0.1", 0, credentials, Optional.empty(), TransportLimits.standard())));
    }

    /** As clients are given it. */
    String address() {
        return "xftp://" + script.addressedKeyHash().base64Url() + "@127.0.0.1:"
                + proxy.map(CuttingProxy::port).orElseGet(server::port);
    }

    Script script() {
        return script;
    }

    SecureRandom random() {
        return random;
    }

    /** What was asked, in order, of all connections. */
    List<Step> steps() {
        return List.copyOf(steps);
    }

    /** Of all connections that got through TLS: 12 bytes under TLS 1.2, 32 under TLS 1.3. */
    Set<Integer> sessionIdLengths() {
        return Set.copyOf(sessionIdLengths);
    }

    void note(Step step) {
        steps.add(step);
    }

    EntityId newId() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return EntityId.of(id);
    }

    /** Holds a chunk and gives the recipient id for it. */
    byte[] hold(byte[] chunk) {
        EntityId recipient = newId();
        chunks.put(recipient, chunk);
        return recipient.toArray();
    }

    void register(EntityId sender, List<EntityId> recipientIds) {
        recipients.merge(sender, recipientIds, PlayedRelay::joined);
    }

    private static List<EntityId> joined(List<EntityId> some, List<EntityId> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Holds an uploaded chunk for its recipients. */
    void upload(EntityId sender, byte[] chunk) {
        recipients.getOrDefault(sender, List.of()).forEach(recipient -> chunks.put(recipient, chunk));
    }

    Optional<byte[]> chunk(EntityId recipient) {
        return Optional.ofNullable(chunks.get(recipient));
    }

    /** Returns when this relay is closed. */
    void awaitEnd() throws IOException {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() throws IOException {
        ended.countDown();
        if (proxy.isPresent()) {
            proxy.get().close();
        }
        server.close();
    }
}
