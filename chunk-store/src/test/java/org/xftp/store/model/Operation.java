package org.xftp.store.model;

import java.util.List;

/** What may be done to a store. Ids are small numbers, the same for senders and recipients, so that they often meet. */
sealed interface Operation {
    /** The content of a chunk follows from its id and a variant, which also decides its size. */
    record Add(int id, int variant, int hour, List<Integer> recipients) implements Operation {}

    record AddRecipients(int id, List<Integer> recipients) implements Operation {}

    record Upload(int id, Sent sent) implements Operation {}

    record Acknowledge(int id) implements Operation {}

    record Delete(int id) implements Operation {}

    record Block(int id) implements Operation {}

    record Expire(int hour, int limit) implements Operation {}

    /** The disk loses a body. */
    record LoseBody(int id) implements Operation {}

    /** A crash has left a body. */
    record LeaveOrphan(int id) implements Operation {}

    record Sweep() implements Operation {}

    record Reopen() implements Operation {}

    /** What an uploader does. */
    enum Sent {
        RIGHT,
        WRONG,
        SHORT,
        LONG,
        BROKEN_OFF
    }
}
