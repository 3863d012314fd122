package org.xftp.protocol.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xftp.protocol.crypto.Digest;

/** Writes descriptions byte for byte as official programs do (docs/PROTOCOL.md section 6). */
final class DescriptionWriter {
    private final StringBuilder yaml = new StringBuilder(1024);

    static String write(FileDescription description) {
        DescriptionWriter writer = new DescriptionWriter();
        writer.field("", "chunkSize", FileSize.print(description.chunkSize()));
        writer.field("", "digest", description.digest().base64Url());
        writer.field("", "key", Base64Text.encode(description.key().toArray()));
        writer.field("", "nonce", description.nonce().base64Url());
        writer.field("", "party", description.party().text());
        description.redirect().ifPresent(writer::redirect);
        writer.yaml.append("replicas:\n");
        groups(description).forEach(writer::group);
        writer.field("", "size", FileSize.print(description.size()));
        return writer.yaml.toString();
    }

    /** Lines by relay, relays in the official order. */
    private static SortedMap<RelayAddress, List<ReplicaLine>> groups(FileDescription description) {
        SortedMap<RelayAddress, List<ReplicaLine>> groups = new TreeMap<>(RelayAddress.OFFICIAL_ORDER);
        for (Chunk chunk : description.chunks()) {
            for (int i = 0; i < chunk.replicas().size(); i++) {
                Replica replica = chunk.replicas().get(i);
                groups.computeIfAbsent(replica.relay(), _ -> new ArrayList<>()).add(line(chunk, replica, i == 0,
                        description.chunkSize()));
            }
        }
        return groups;
    }

    /** Digest and size are written once, with the first replica. */
    private static ReplicaLine line(Chunk chunk, Replica replica, boolean first, int chunkSize) {
        Optional<Digest> digest = first ? Optional.of(chunk.digest()) : Optional.empty();
        OptionalInt size = first && chunk.size() != chunkSize ? OptionalInt.of(chunk.size()) : OptionalInt.empty();
        return new ReplicaLine(chunk.number(), replica.id(), replica.key(), digest, size);
    }

    private void redirect(Redirect redirect) {
        yaml.append("redirect:\n");
        field("  ", "digest", redirect.digest().base64Url());
        yaml.append("  size: ").append(redirect.size()).append('\n');
    }

    private void group(RelayAddress relay, List<ReplicaLine> lines) {
        yaml.append("- chunks:\n");
        lines.forEach(line -> yaml.append("  - ").append(YamlScalar.write(line.print())).append('\n'));
        field("  ", "server", relay.toString());
    }

    private void field(String indent, String key, String value) {
        yaml.append(indent).append(key).append(": ").append(YamlScalar.write(value)).append('\n');
    }
}
