package org.xftp.client.behaviour;

import static org.xftp.client.FailureKind.INTEGRITY;
import static org.xftp.client.behaviour.OwnCase.receive;
import static org.xftp.client.behaviour.Scenario.file;
import static org.xftp.client.behaviour.Scenario.offer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the sender put into the file and its description (docs/PROTOCOL.md sections 5, 6 and 8). */
final class OwnFileCases {
    private OwnFileCases() {}

    static Stream<OwnCase> all() {
        return Stream.of(names(), headers(), lengths(), descriptions()).flatMap(Stream::of);
    }

    private static OwnCase[] names() {
        return new OwnCase[]{
            named("../../outside", "_.._outside"), named("/tmp/outside", "_tmp_outside"),
            named("..\\..\\outside", "_.._outside"), named("..", "file"), named(".profile", "profile"),
            named("-rf", "rf"), named("con.txt", "_con.txt"), named("a\0b\n\u001b[2Jc", "ab[2Jc"),
            named("ann\u202egpj.exe", "anngpj.exe"), named("C:\\x", "C__x")};
    }

    private static OwnCase named(String name, String received) {
        return receive("file name " + name.codePoints().mapToObj(point -> point < 32 ? "." : Character.toString(point))
                .reduce("", String::concat), file(file -> file.name(name)), received);
    }

    private static OwnCase[] headers() {
        return new OwnCase[]{
            receive("name longer than the plaintext's length", file(file -> {
                file.header = Optional.of(new byte[]{(byte) 255, 'a'});
                file.content = new byte[0];
            }).fails(INTEGRITY)),
            receive("extra longer than the plaintext's length", file(file -> {
                file.header = Optional.of(new byte[]{1, 'a', '1', (byte) 255, 'b'});
                file.content = new byte[0];
            }).fails(INTEGRITY)),
            receive("neither 0 nor 1 before extra", file(file -> file.header = Optional.of(new byte[]{1, 'a', '2'}))
                    .fails(INTEGRITY)),
            receive("nothing behind the name", file(file -> {
                file.header = Optional.of(new byte[]{1, 'a'});
                file.content = new byte[0];
            }).fails(INTEGRITY)),
            receive("header only, no content", file(file -> file.content = new byte[0]))};
    }

    private static OwnCase[] lengths() {
        return new OwnCase[]{
            declares("one byte more than the plaintext holds", Offer.CHUNK - FileDraft.TAG - 8 + 1L),
            declares("2^63 - 1", Long.MAX_VALUE), declares("2^32", 1L << 32), declares("-1", -1L),
            declares("-2^63", Long.MIN_VALUE), declares("0", 0L), declares("less than the header", 3L)};
    }

    private static OwnCase declares(String length, long value) {
        return receive("length of " + length, file(file -> file.declaredLength = Optional.of(value)).fails(INTEGRITY));
    }

    private static OwnCase[] descriptions() {
        return new OwnCase[]{
            receive("three chunks", file(OwnFileCases::threeChunks)),
            receive("length over three chunks, one byte too many", file(file -> {
                threeChunks(file);
                file.declaredLength = Optional.of(3L * Offer.CHUNK - FileDraft.TAG - 8 + 1);
            }).fails(INTEGRITY)),
            receive("chunk digest wrong", offer(offer -> offer.chunkDigests.getFirst()[0] ^= 1).fails(INTEGRITY)),
            receive("file digest wrong", offer(offer -> offer.digest[63] ^= 1).fails(INTEGRITY)),
            receive("tag of the file wrong", offer(offer -> {
                offer.encrypted[offer.encrypted.length - 1] ^= 1;
                offer.describeAgain();
            }).fails(INTEGRITY)),
            receive("one bit of the file wrong", offer(offer -> {
                offer.encrypted[5000] ^= 1;
                offer.describeAgain();
            }).fails(INTEGRITY)),
            receive("chunk other than described", offer(offer -> offer.encrypted[5000] ^= 1).fails(INTEGRITY)),
            receive("last chunk truncated by one byte", offer(offer -> offer.missing = 1).fails(INTEGRITY)),
            receive("last chunk truncated to half", offer(offer -> offer.missing = Offer.CHUNK / 2)
                    .fails(INTEGRITY)),
            receive("digests of two chunks swapped", offer(OwnFileCases::swapDigests).of(OwnFileCases::threeChunks)
                    .fails(INTEGRITY))};
    }

    private static void threeChunks(FileDraft file) {
        file.encryptedSize = 3 * Offer.CHUNK;
        file.content = FileDraft.pattern(150_000);
    }

    private static void swapDigests(Offer offer) {
        List<byte[]> swapped = new ArrayList<>(offer.chunkDigests);
        swapped.set(0, offer.chunkDigests.get(1));
        swapped.set(1, offer.chunkDigests.get(0));
        offer.chunkDigests = swapped;
    }
}
