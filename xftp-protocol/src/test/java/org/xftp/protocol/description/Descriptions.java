package org.xftp.protocol.description;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.Ed448PrivateKey;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.PrivateKey;
import org.xftp.protocol.crypto.Secret;

/** Random descriptions, with the replicas of each chunk in the order that writing gives them. */
final class Descriptions {
    private Descriptions() {}

    static Arbitrary<FileDescription> descriptions() {
        Arbitrary<Optional<Redirect>> redirects = Combinators.combine(bytes(64), Arbitraries.longs().between(1,
                Long.MAX_VALUE)).as((digest, size) -> new Redirect(FileDigest.of(digest), size)).optional();
        Arbitrary<List<Chunk>> chunks = relays().list().uniqueElements().ofMinSize(1).ofMaxSize(4).flatMap(
                relays -> chunk(relays).list().ofMinSize(1).ofMaxSize(6)).map(Descriptions::numbered);
        return Combinators.combine(Arbitraries.of(Party.class), bytes(64), bytes(32), bytes(24), sizes().optional(),
                chunks, redirects).as(
                        (party, digest, key, nonce, chunkSize, numbered, redirect) -> new FileDescription(
                                party, numbered.stream().mapToLong(Chunk::size).sum(), FileDigest.of(digest),
                                Secret.of(key),
                                Nonce.of(nonce), chunkSize.orElse(numbered.getFirst().size()), numbered, redirect));
    }

    static Arbitrary<RelayAddress> relays() {
        return Combinators.combine(hosts().list().ofMinSize(1).ofMaxSize(3), Arbitraries.integers().between(1, 65535)
                .optional(), bytes(32)).as(
                        (hosts, port, hash) -> new RelayAddress(hosts, port.map(OptionalInt::of)
                                .orElse(OptionalInt.empty()), KeyHash.of(hash), Optional.empty()));
    }

    private static Arbitrary<RelayHost> hosts() {
        Arbitrary<String> label = Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(
                20);
        return Arbitraries.oneOf(Arbitraries.integers().map(RelayHost.Ipv4::new), Combinators.combine(longs(), longs())
                .as(RelayHost.Ipv6::new), label.map(name -> new RelayHost.Onion(name + ".onion")),
                label.map(
                        name -> new RelayHost.Name(name + ".example.org")));
    }

    /** Mostly with runs of zeros, which addresses abbreviate. */
    private static Arbitrary<Long> longs() {
        return Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.longs().map(bits -> bits & 0xffff_0000_0000_ffffL),
                Arbitraries.of(0L, 1L, 0xffff_0000L));
    }

    private static Arbitrary<Chunk> chunk(List<RelayAddress> relays) {
        Arbitrary<Replica> replica = Combinators.combine(Arbitraries.of(relays), Arbitraries.bytes().array(byte[].class)
                .ofMinSize(1).ofMaxSize(255), keys()).as((relay, id, key) -> new Replica(relay, EntityId.of(id), key));
        return Combinators.combine(sizes(), bytes(32), replica.list().ofMinSize(1).ofMaxSize(3)).as((size, digest,
                replicas) -> new Chunk(1, size, Digest.of(digest), replicas));
    }

    private static Arbitrary<Integer> sizes() {
        return Arbitraries.oneOf(Arbitraries.of(65536, 262144, 1048576, 4194304), Arbitraries.integers().between(100,
                Integer.MAX_VALUE));
    }

    private static Arbitrary<PrivateKey> keys() {
        return Arbitraries.oneOf(bytes(32).map(Ed25519PrivateKey::of), bytes(57).map(Ed448PrivateKey::of));
    }

    /** All alike at times: base64 of these looks like numbers and dashes. */
    private static Arbitrary<byte[]> bytes(int length) {
        return Arbitraries.oneOf(Arbitraries.bytes().array(byte[].class).ofSize(length), Arbitraries.bytes().map(
                value -> {
                    byte[] bytes = new byte[length];
                    Arrays.fill(bytes, value);
                    return bytes;
                }));
    }

    private static List<Chunk> numbered(List<Chunk> chunks) {
        List<Chunk> numbered = new ArrayList<>();
        for (Chunk chunk : chunks) {
            List<Replica> replicas = chunk.replicas().stream().sorted(Comparator.comparing(Replica::relay,
                    RelayAddress.OFFICIAL_ORDER)).toList();
            numbered.add(new Chunk(numbered.size() + 1, chunk.size(), chunk.digest(), replicas));
        }
        return numbered;
    }
}
