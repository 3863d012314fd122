package org.xftp.client.journal;

import java.util.ArrayList;
import java.util.List;
import org.xftp.client.journal.UploadedChunk.Access;
import org.xftp.client.state.Entry;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.crypto.PrivateKey;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/** What happened in an upload, one entry each. */
sealed interface UploadEntry {
    /** A relay knows the chunk with that number, counted from 0; its bytes may be sent from now on. */
    record Registered(int number, UploadedChunk chunk) implements UploadEntry {}

    /** The relay confirmed the bytes of the registration with that sender id. */
    record Stored(int number, EntityId sender) implements UploadEntry {}

    /** Every chunk is stored; the SHA-512 of the encrypted file. */
    record Finished(FileDigest digest) implements UploadEntry {}

    static Entry encode(UploadEntry entry) {
        ByteWriter writer = new ByteWriter();
        switch (entry) {
            case Registered(int number, UploadedChunk chunk) -> {
                writer.u8('R').u32(number).u32(chunk.size()).bytes(chunk.digest());
                EntryText.write(writer, chunk.relay().withoutPassword().toString());
                access(writer, chunk.sender());
                writer.u32(chunk.recipients().size());
                chunk.recipients().forEach(recipient -> access(writer, recipient));
            }
            case Stored(int number, EntityId sender) -> writer.u8('S').u32(number).shortBytes(sender);
            case Finished(FileDigest digest) -> writer.u8('F').bytes(digest);
        }
        return Entry.of(writer.toArray());
    }

    private static void access(ByteWriter writer, Access access) {
        writer.shortBytes(access.id()).shortBytes(access.key().pkcs8());
    }

    /** {@link WireException} for what {@link #encode} never made. */
    static UploadEntry decode(Entry entry) {
        ByteReader reader = new ByteReader(entry.toArray());
        return switch (reader.u8()) {
            case 'R' -> new Registered((int) reader.u32(), chunk(reader));
            case 'S' -> new Stored((int) reader.u32(), EntityId.of(reader.shortBytes()));
            case 'F' -> new Finished(FileDigest.of(reader.bytes(FileDigest.LENGTH)));
            default -> throw new WireException(0, "no entry of an upload");
        };
    }

    private static UploadedChunk chunk(ByteReader reader) {
        int size = (int) reader.u32();
        Digest digest = Digest.of(reader.bytes(Digest.LENGTH));
        try {
            RelayAddress relay = RelayAddress.parse(EntryText.read(reader));
            Access sender = access(reader);
            List<Access> recipients = new ArrayList<>();
            for (long left = reader.u32(); left > 0; left--) {
                recipients.add(access(reader));
            }
            return new UploadedChunk(size, digest, relay, sender, recipients);
        } catch (DescriptionException e) {
            throw new WireException(reader.position(), "no relay's address");
        }
    }

    private static Access access(ByteReader reader) {
        EntityId id = EntityId.of(reader.shortBytes());
        if (!(PrivateKey.decode(reader.shortBytes()) instanceof SigningKey key)) {
            throw new WireException(reader.position(), "a key that cannot sign");
        }
        return new Access(id, key);
    }
}
