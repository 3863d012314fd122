package org.xftp.server.storelog;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkState;
import org.xftp.store.OpaqueBytes;
import org.xftp.store.Recipient;

/** Writes a chunk as the lines of a compacted store log (docs/RELAY.md, takeover). */
final class StoreLogWriter {
    /** As many as official senders add at a time; keeps lines below 20 kB. */
    private static final int RECIPIENTS_A_LINE = 200;

    private StoreLogWriter() {}

    /** @param body where the body lies; the official relay reads it from there */
    static List<String> lines(Chunk chunk, List<Recipient> recipients, Path body) {
        var sender = chunk.id().base64Url();
        var lines = new ArrayList<String>();
        lines.add(String.join(" ", "FNEW", sender, base64(chunk.senderKey()), Integer.toString(chunk.size()),
                base64(chunk.digest()), Long.toString(chunk.createdHour()), status(chunk.state())));
        for (int i = 0; i < recipients.size(); i += RECIPIENTS_A_LINE) {
            var some = recipients.subList(i, Math.min(i + RECIPIENTS_A_LINE, recipients.size()));
            lines.add("FADD " + sender + " " + some.stream()
                    .map(recipient -> recipient.id().base64Url() + ":" + base64(recipient.key()))
                    .collect(Collectors.joining(",")));
        }
        if (chunk.state() instanceof ChunkState.Stored) {
            lines.add("FPUT " + sender + " " + base64(body.toString().getBytes(StandardCharsets.UTF_8)));
        }
        return lines;
    }

    private static String status(ChunkState state) {
        return switch (state) {
            case ChunkState.Registered() -> "active";
            case ChunkState.Stored() -> "active";
            case ChunkState.Blocked(String reason) -> "blocked," + reason;
        };
    }

    private static String base64(OpaqueBytes bytes) {
        return base64(bytes.toArray());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
