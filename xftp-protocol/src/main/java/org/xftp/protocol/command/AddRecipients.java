package org.xftp.protocol.command;

import java.util.List;
import org.xftp.protocol.crypto.PublicKey;

/**
 * {@code FADD}: registers more recipients.
 *
 * @param recipientKeys 1..255 keys, repetitions allowed
 */
public record AddRecipients(List<PublicKey> recipientKeys) implements SenderCommand {
    /** Most keys in one command by count; fewer may fit by size. */
    public static final int MAX_KEYS = 255;

    public AddRecipients {
        recipientKeys = checked(recipientKeys);
    }

    static List<PublicKey> checked(List<PublicKey> keys) {
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("1 to 255 recipient keys fit one command");
        }
        return List.copyOf(keys);
    }
}
