package org.xftp.server.storelog;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.xftp.protocol.command.Blocked;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.protocol.wire.WireException;
import org.xftp.server.storelog.StoreLogRecord.Acknowledged;
import org.xftp.server.storelog.StoreLogRecord.BlockedChunk;
import org.xftp.server.storelog.StoreLogRecord.BodyStored;
import org.xftp.server.storelog.StoreLogRecord.Deleted;
import org.xftp.server.storelog.StoreLogRecord.NewChunk;
import org.xftp.server.storelog.StoreLogRecord.NewRecipients;
import org.xftp.store.AuthKey;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkDigest;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkState;
import org.xftp.store.Recipient;

/** Reads lines of the store log (docs/RELAY.md, takeover). */
final class StoreLogParser {
    private static final String STATUS_BLOCKED = "blocked,";
    private static final int FIELDS_WITHOUT_STATUS = 6;
    /** The year 10 000: more is no time, but a line that was cut or run together. */
    private static final long MAX_SECONDS = 253_402_300_800L;

    private StoreLogParser() {}

    /**
     * The record of a line, without its end.
     *
     * @return empty when any part of it is not as it must be
     */
    static Optional<StoreLogRecord> parse(String line) {
        try {
            var fields = line.split(" ", 3);
            return fields.length < 2 ? Optional.empty() : Optional.of(parse(fields, line));
        } catch (IllegalArgumentException | WireException e) {
            return Optional.empty();
        }
    }

    /**
     * The record of a last line that does not end: what was written last before a crash may be cut anywhere. Nothing
     * but the kind of the line shows whether it was cut there: all fields but the time have a form of their own.
     */
    static Optional<StoreLogRecord> parseUnended(String line) {
        return parse(line).filter(record -> !(record instanceof NewChunk)
                || line.split(" ", -1).length > FIELDS_WITHOUT_STATUS);
    }

    private static StoreLogRecord parse(String[] fields, String line) {
        return switch (fields[0]) {
            case "FNEW" -> newChunk(line.split(" ", FIELDS_WITHOUT_STATUS + 1));
            case "FADD" -> new NewRecipients(id(fields[1]), recipients(rest(fields)));
            case "FPUT" -> bodyStored(fields);
            case "FDEL" -> new Deleted(only(fields));
            case "FACK" -> new Acknowledged(only(fields));
            case "FBLK" -> new BlockedChunk(id(fields[1]), reason(rest(fields)));
            default -> throw new IllegalArgumentException("no such record");
        };
    }

    /** Logs of old versions have no status. */
    private static NewChunk newChunk(String[] fields) {
        if (fields.length < FIELDS_WITHOUT_STATUS) {
            throw new IllegalArgumentException("too few fields");
        }
        var status = fields.length == FIELDS_WITHOUT_STATUS ? "active" : fields[FIELDS_WITHOUT_STATUS];
        var chunk = new Chunk(id(fields[1]), key(fields[2]), Integer.parseInt(fields[3]),
                ChunkDigest.of(bytes(fields[4])), hour(fields[5]), state(status));
        return new NewChunk(chunk, status.equals("off"));
    }

    private static ChunkState state(String status) {
        if (status.equals("active") || status.equals("off")) {
            return new ChunkState.Registered();
        }
        if (!status.startsWith(STATUS_BLOCKED)) {
            throw new IllegalArgumentException("no such status");
        }
        return new ChunkState.Blocked(reason(status.substring(STATUS_BLOCKED.length())));
    }

    private static long hour(String field) {
        long seconds = Long.parseLong(field);
        if (seconds < 0 || seconds >= MAX_SECONDS) {
            throw new IllegalArgumentException("no time");
        }
        return seconds - seconds % Chunk.HOUR;
    }

    private static List<Recipient> recipients(String list) {
        var recipients = new ArrayList<Recipient>();
        for (String recipient : list.split(",", -1)) {
            int colon = recipient.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("no key");
            }
            recipients.add(new Recipient(id(recipient.substring(0, colon)), key(recipient.substring(colon + 1))));
        }
        return recipients;
    }

    private static BodyStored bodyStored(String[] fields) {
        if (bytes(rest(fields)).length == 0) {
            throw new IllegalArgumentException("no path");
        }
        return new BodyStored(id(fields[1]));
    }

    private static String reason(String text) {
        return Blocked.parseDetails(text).details();
    }

    private static AuthKey key(String field) {
        return AuthKey.of(PublicKey.decode(bytes(field)).der());
    }

    private static ChunkId id(String field) {
        return ChunkId.fromBase64Url(field).orElseThrow(() -> new IllegalArgumentException("no id"));
    }

    private static ChunkId only(String[] fields) {
        if (fields.length != 2) {
            throw new IllegalArgumentException("more than an id");
        }
        return id(fields[1]);
    }

    private static String rest(String[] fields) {
        if (fields.length < 3) {
            throw new IllegalArgumentException("too few fields");
        }
        return fields[2];
    }

    /** Only with padding: without it a text may have been cut. */
    private static byte[] bytes(String field) {
        if (field.length() % 4 != 0) {
            throw new IllegalArgumentException("no whole base64url");
        }
        return Base64.getUrlDecoder().decode(field);
    }
}
