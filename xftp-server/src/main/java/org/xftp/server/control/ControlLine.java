package org.xftp.server.control;

import org.xftp.protocol.command.Blocked;
import org.xftp.protocol.wire.WireException;
import org.xftp.store.ChunkId;

/**
 * Parses an operator's line. Errors carry the official relay's words, so that scripts that look for them go on working.
 */
final class ControlLine {
    private static final String NOT_ENOUGH = "not enough input";
    private static final String UNKNOWN = "Failed reading: bad ControlProtocol command";
    private static final String REASON = "reason=";
    private static final String NOTICE = ",notice=";

    private ControlLine() {}

    static ControlCommand parse(String line) {
        var words = line.strip().split(" ", 2);
        var rest = words.length == 2 ? words[1].strip() : "";
        return switch (words[0]) {
            case "auth" -> rest.isEmpty() ? invalid(NOT_ENOUGH) : new ControlCommand.Auth(rest);
            case "delete" -> delete(rest);
            case "block" -> block(rest);
            case "stats-rts" -> new ControlCommand.Stats();
            case "help" -> new ControlCommand.Help();
            case "quit" -> new ControlCommand.Quit();
            default -> invalid(UNKNOWN);
        };
    }

    private static ControlCommand delete(String rest) {
        if (rest.isEmpty()) {
            return invalid(NOT_ENOUGH);
        }
        return ChunkId.fromBase64Url(rest).<ControlCommand>map(ControlCommand.Delete::new)
                .orElse(invalid("Failed reading: invalid id"));
    }

    private static ControlCommand block(String rest) {
        var words = rest.split(" ", 2);
        if (words[0].isEmpty()) {
            return invalid(NOT_ENOUGH);
        }
        var id = ChunkId.fromBase64Url(words[0]);
        if (id.isEmpty()) {
            return invalid("Failed reading: invalid id");
        }
        return reason(id.get(), words.length == 2 ? words[1].strip() : "");
    }

    private static ControlCommand reason(ChunkId id, String text) {
        if (!text.startsWith(REASON)) {
            return invalid(REASON.startsWith(text) ? NOT_ENOUGH : "string");
        }
        var rest = text.substring(REASON.length());
        for (String reason : new String[]{"spam", "content"}) {
            if (rest.startsWith(reason)) {
                return blocked(id, text, rest.substring(reason.length()));
            }
        }
        return invalid(rest.isEmpty() ? NOT_ENOUGH : "string");
    }

    private static ControlCommand blocked(ChunkId id, String text, String afterReason) {
        if (afterReason.isEmpty() || afterReason.startsWith(NOTICE)) {
            try {
                return new ControlCommand.Block(id, Blocked.parseDetails(text));
            } catch (WireException e) {
                return invalid("endOfInput");
            }
        }
        return invalid("endOfInput");
    }

    private static ControlCommand invalid(String error) {
        return new ControlCommand.Invalid(error);
    }
}
