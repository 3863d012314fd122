package org.xftp.client.behaviour;

import static org.xftp.client.FailureKind.BLOCKED;
import static org.xftp.client.FailureKind.GONE;
import static org.xftp.client.FailureKind.INTEGRITY;
import static org.xftp.client.FailureKind.NETWORK;
import static org.xftp.client.FailureKind.PROTOCOL;
import static org.xftp.client.FailureKind.QUOTA;
import static org.xftp.client.FailureKind.REFUSED;
import static org.xftp.client.behaviour.OwnCase.receive;
import static org.xftp.client.behaviour.OwnCase.send;
import static org.xftp.client.behaviour.Scenario.answer;
import static org.xftp.client.behaviour.Scenario.answered;
import static org.xftp.client.behaviour.Scenario.relay;
import static org.xftp.client.behaviour.Scenario.replies;
import static org.xftp.client.behaviour.Scenario.reply;
import static org.xftp.client.behaviour.Step.FACK;
import static org.xftp.client.behaviour.Step.FADD;
import static org.xftp.client.behaviour.Step.FGET;
import static org.xftp.client.behaviour.Step.FNEW;
import static org.xftp.client.behaviour.Step.FPUT;

import java.util.Arrays;
import java.util.stream.Stream;
import org.xftp.client.behaviour.AnswerDraft.Ending;
import org.xftp.protocol.wire.Block;

/** What the relay says to commands (docs/PROTOCOL.md sections 3 to 3.2). */
final class OwnReplyCases {
    private static final int X25519_DER = 44;
    private static final int FILE_KEY = 6;

    private OwnReplyCases() {}

    static Stream<OwnCase> all() {
        return Stream
                .of(frames(), framesOfDownloads(), recipientIds(), uploadErrors(), downloadErrors(), fileReplies(),
                        fileBodies())
                .flatMap(Stream::of);
    }

    private static OwnCase[] frames() {
        return new OwnCase[]{
            send("reply block that is a byte short", answer(FNEW, answer -> answer.shorten(1)).fails(PROTOCOL)),
            send("reply of no bytes", answer(FNEW, answer -> answer.body = new byte[0]).fails(PROTOCOL)),
            send("reply block that declares more than it has", answer(FNEW, answer -> {
                answer.body[0] = (byte) 0x3f;
                answer.body[1] = (byte) 0xff;
            }).fails(PROTOCOL)),
            send("transmission longer than its payload", answer(FNEW, answer -> answer.body[3]++)
                    .fails(PROTOCOL)),
            send("reply with a 12-byte sessionId", replies(reply -> reply.sessionId = new byte[12])
                    .fails(PROTOCOL)),
            send("reply without a sessionId", replies(reply -> reply.sessionId = new byte[0]).fails(PROTOCOL)),
            send("replies in one-byte DATA frames", answer(FNEW, answer -> answer.piece = 1)),
            receive("FILE in one-byte DATA frames", answer(FGET, answer -> answer.piece = 1))};
    }

    private static OwnCase[] recipientIds() {
        return new OwnCase[]{
            send("one recipient id too few", reply(FNEW, ReplyDraft::dropRecipientId).recipients(3)
                    .fails(PROTOCOL)),
            send("no recipient ids", reply(FNEW, ReplyDraft::dropRecipientId).fails(PROTOCOL)),
            send("three recipients", Scenario.PROPER.recipients(3)),
            send("more recipients than fit one request", Scenario.PROPER.recipients(201)),
            send("one recipient id too few from FADD", answered(FADD, "RIDS \0").recipients(201)
                    .fails(PROTOCOL)),
            send("FADD answered with SIDS", answered(FADD, "SIDS \1a\1\1b").recipients(201).fails(PROTOCOL)),
            send("FNEW answered with RIDS", answered(FNEW, "RIDS \1\1b").fails(PROTOCOL)),
            send("FNEW answered with OK", answered(FNEW, "OK").fails(PROTOCOL)),
            send("SIDS cut short", reply(FNEW, reply -> reply.reply = Arrays.copyOf(reply.reply,
                    reply.reply.length - 1)).fails(PROTOCOL)),
            send("bytes behind SIDS", reply(FNEW, reply -> reply.reply = Arrays.copyOf(reply.reply,
                    reply.reply.length + 1)).fails(PROTOCOL)),
            send("PONG without entityId in place of OK", reply(FPUT, reply -> {
                reply.replaceBy("PONG");
                reply.entityId = new byte[0];
            }).fails(PROTOCOL))};
    }

    private static OwnCase[] uploadErrors() {
        return new OwnCase[]{
            send("FNEW answered ERR SIZE", answered(FNEW, "ERR SIZE").fails(REFUSED)),
            send("FNEW answered ERR INTERNAL", answered(FNEW, "ERR INTERNAL").fails(NETWORK)),
            send("FNEW answered ERR SESSION", answered(FNEW, "ERR SESSION").fails(NETWORK)),
            send("FNEW answered ERR CMD SYNTAX", answered(FNEW, "ERR CMD SYNTAX").fails(PROTOCOL)),
            send("FNEW answered ERR and a space", answered(FNEW, "ERR QUOTA ").fails(PROTOCOL)),
            send("FPUT answered ERR QUOTA", answered(FPUT, "ERR QUOTA").fails(QUOTA)),
            send("FPUT answered ERR DIGEST", answered(FPUT, "ERR DIGEST").fails(INTEGRITY)),
            send("FPUT answered ERR TIMEOUT, and the chunk is there", answered(FPUT, "ERR TIMEOUT")),
            send("FPUT answered ERR AUTH", answered(FPUT, "ERR AUTH").fails(GONE)),
            send("FPUT answered ERR QUOTA before its chunk is there", refusedEarly("ERR QUOTA").fails(QUOTA)),
            send("FPUT answered ERR AUTH before its chunk is there", refusedEarly("ERR AUTH").fails(GONE)),
            send("FPUT answered ERR BLOCKED", answered(FPUT, "ERR BLOCKED reason=spam").fails(BLOCKED))};
    }

    /** More of the chunk is on its way than any window holds. */
    private static Scenario refusedEarly(String text) {
        return relay(script -> script.early(FPUT).reply(FPUT, reply -> reply.replaceBy(text))).size(3_500_000);
    }

    private static OwnCase[] downloadErrors() {
        return new OwnCase[]{
            receive("FGET answered ERR AUTH", answered(FGET, "ERR AUTH").fails(GONE)),
            receive("FGET answered ERR NO_FILE", answered(FGET, "ERR NO_FILE").fails(GONE)),
            receive("FGET answered ERR BLOCKED", answered(FGET, "ERR BLOCKED reason=content").fails(BLOCKED)),
            receive("FGET answered ERR FILE_IO", answered(FGET, "ERR FILE_IO").fails(NETWORK)),
            receive("FGET answered ERR CRYPTO", answered(FGET, "ERR CRYPTO").fails(PROTOCOL)),
            receive("FGET answered OK", answered(FGET, "OK").fails(PROTOCOL)),
            receive("FACK answered ERR AUTH", answered(FACK, "ERR AUTH")),
            receive("FACK answered PONG", answered(FACK, "PONG"))};
    }

    /** What is recorded for uploads holds for downloads too. */
    private static OwnCase[] framesOfDownloads() {
        return new OwnCase[]{
            receive("reply with a random sessionId", replies(reply -> reply.sessionId[0] ^= 1).fails(PROTOCOL)),
            receive("count 2", replies(reply -> reply.count = 2).fails(PROTOCOL)),
            receive("count 0", replies(reply -> reply.count = 0).fails(PROTOCOL)),
            receive("bytes after the transmission", replies(reply -> reply.after = new byte[1]).fails(PROTOCOL)),
            receive("reply with a corrId", replies(reply -> reply.corrId = new byte[24])),
            receive("reply with a 10-byte authenticator", replies(reply -> reply.authenticator = new byte[10])),
            receive("reply block that is a byte short", answer(FGET, answer -> answer.breakAfter(Block.SIZE - 1,
                    Ending.FINISH)).fails(PROTOCOL))};
    }

    private static OwnCase[] fileReplies() {
        return new OwnCase[]{
            receive("FILE key of all zeros", reply(FGET, reply -> key(reply, new byte[32])).fails(PROTOCOL)),
            receive("FILE key of small order", reply(FGET, reply -> {
                byte[] one = new byte[32];
                one[0] = 1;
                key(reply, one);
            }).fails(PROTOCOL)),
            receive("FILE key of Ed25519", reply(FGET, reply -> reply.reply[FILE_KEY + 8] = 0x70)
                    .fails(PROTOCOL)),
            receive("FILE nonce of 23 bytes", reply(FGET, reply -> reply.reply = Arrays
                    .copyOf(reply.reply, reply.reply.length - 1)).fails(PROTOCOL)),
            receive("FILE nonce of 25 bytes", reply(FGET, reply -> reply.reply = Arrays
                    .copyOf(reply.reply, reply.reply.length + 1)).fails(PROTOCOL)),
            receive("FILE with another nonce", reply(FGET, reply -> reply.reply[reply.reply.length - 1] ^= 1)
                    .fails(INTEGRITY)),
            receive("FILE without entityId", reply(FGET, reply -> reply.entityId = new byte[0])
                    .fails(PROTOCOL))};
    }

    /** Overwrites the raw key at the end of the DER in FILE. */
    private static void key(ReplyDraft reply, byte[] raw) {
        System.arraycopy(raw, 0, reply.reply, FILE_KEY + X25519_DER - raw.length, raw.length);
    }

    private static OwnCase[] fileBodies() {
        return new OwnCase[]{
            receive("FILE without a body", answer(FGET, answer -> answer.shorten(Offer.CHUNK + 16))
                    .fails(INTEGRITY)),
            receive("FILE without its tag", answer(FGET, answer -> answer.shorten(16)).fails(INTEGRITY)),
            receive("FILE with a wrong bit in the middle", answer(FGET, answer -> answer.flip(40000))
                    .fails(INTEGRITY)),
            receive("FILE followed by a whole chunk", answer(FGET, answer -> answer.append(new byte[Offer.CHUNK])))};
    }
}
