package org.xftp.protocol.crypto;

import java.util.Arrays;

/** The engine of this machine, chosen once. */
final class BoxEngines {
    static final BoxEngine BEST = best();

    private BoxEngines() {}

    private static BoxEngine best() {
        BoxEngine reference = new BouncyCastleEngine();
        return SodiumLibrary.FUNCTIONS.flatMap(library -> library.<BoxEngine>engine(SodiumEngine::new))
                .filter(engine -> agree(engine, reference)).orElse(reference);
    }

    /** Whether a library that loaded also computes; a broken one must not write files that nobody can read. */
    static boolean agree(BoxEngine engine, BoxEngine reference) {
        return Arrays.equals(sample(engine), sample(reference));
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
