package org.xftp.protocol.description;

import java.util.List;
import java.util.Optional;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;

/** Makes a description of its YAML tree and checks every rule of docs/PROTOCOL.md section 6. */
final class DescriptionReader {
    private DescriptionReader() {}

    static FileDescription read(YamlNode.Fields top) throws DescriptionException {
        Party party = party(top.text("party"));
        long size = FileSize.parse(top.text("size"), "the size");
        FileDigest digest = fileDigest(top.text("digest"), "the digest");
        Secret key = Secret.of(Base64Text.decode(top.text("key"), "the key", Secret.LENGTH));
        Nonce nonce = Nonce.of(Base64Text.decode(top.text("nonce"), "the nonce", Nonce.LENGTH));
        int chunkSize = FileSize.parseChunkSize(top.text("chunkSize"), "the chunk size");
        Optional<YamlNode.Fields> redirect = top.fields("redirect");
        List<Chunk> chunks = chunks(top.items("replicas"), chunkSize);
        Optional<String> problem = FileDescription.problem(size, chunkSize, chunks);
        if (problem.isPresent()) {
            throw new DescriptionException(problem.get());
        }
        return new FileDescription(party, size, digest, key, nonce, chunkSize, chunks, redirect.isEmpty()
                ? Optional.empty()
                : Optional.of(redirect(redirect.get())));
    }

    private static Party party(String text) throws DescriptionException {
        return switch (text) {
            case "recipient" -> Party.RECIPIENT;
            case "sender" -> Party.SENDER;
            default -> throw new DescriptionException("the party is neither recipient nor sender");
        };
    }

    private static FileDigest fileDigest(String text, String what) throws DescriptionException {
        return FileDigest.of(Base64Text.decode(text, what, FileDigest.LENGTH));
    }

    private static Redirect redirect(YamlNode.Fields fields) throws DescriptionException {
        FileDigest digest = fileDigest(fields.text("digest"), "the redirect's digest");
        long size = FileSize.parse(fields.text("size"), "the redirect's size");
        if (size < 1) {
            throw new DescriptionException("the redirect's size is zero");
        }
        return new Redirect(digest, size);
    }

    private static List<Chunk> chunks(List<YamlNode> replicas, int chunkSize) throws DescriptionException {
        ChunkCollector collector = new ChunkCollector(chunkSize);
        for (YamlNode node : replicas) {
            if (!(node instanceof YamlNode.Fields group)) {
                throw new DescriptionException("the description's replicas are not grouped by server");
            }
            RelayAddress relay = RelayAddress.parse(group.text("server"));
            if (relay.password().isPresent()) {
                throw new DescriptionException("a relay in a description has a password, which none may have");
            }
            for (YamlNode line : group.items("chunks")) {
                if (!(line instanceof YamlNode.Text text)) {
                    throw new DescriptionException("a chunk's line is not text");
                }
                collector.add(relay, ReplicaLine.parse(text.value()));
            }
        }
        return collector.chunks();
    }
}
