package org.xftp.protocol.crypto;

import java.util.Arrays;

/** The engine of this machine, chosen once. */
final class BoxEngines {
    static final BoxEngine BEST = best();

    private BoxEngines() {}

    private static BoxEngine best() {
        BoxEngine reference = new BouncyCastleEngine();
        BoxEngine sodium = SodiumLibrary.FUNCTIONS.flatMap(library -> library.<BoxEngine>engine(SodiumEngine::new))
                .filter(engine -> agree(engine, reference)).orElse(reference);
        return LibCrypto.FUNCTIONS.flatMap(library -> library.engine(OpenSslPoly1305::new))
                .<BoxEngine>map(poly1305 -> new JoinedEngine(sodium, poly1305))
                .filter(engine -> agree(engine, sodium)).orElse(sodium);
    }

    /** Whether a library that loaded also computes; a broken one must not write files that nobody can read. */
    static boolean agree(BoxEngine engine, BoxEngine reference) {
        try {
            return Arrays.equals(sample(engine), sample(reference));
        } catch (IllegalStateException e) {
            return false; // What it needs for a call is not in this build.
        }
    }

    private static byte[] sample(BoxEngine engine) {
        Secret key = Secret.of(new byte[Secret.LENGTH]);
        byte[] data = new byte[1000];
        try (SecretBox box = new SecretBox(engine, SecretBox.Direction.ENCRYPT, key, Nonce.of(new byte[24]))) {
            box.update(data, 0, data.length);
            byte[] tag = box.tag();
            byte[] sample = Arrays.copyOf(data, data.length + tag.length);
            System.arraycopy(tag, 0, sample, data.length, tag.length);
            return sample;
        }
    }
}
