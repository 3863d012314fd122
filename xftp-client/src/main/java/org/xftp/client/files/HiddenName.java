package org.xftp.client.files;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Names of what is not finished: hidden, and told apart by chance alone, so that they say nothing. */
public final class HiddenName {
    private static final int RANDOM_BYTES = 8;

    private HiddenName() {}

    /**
     * A new one.
     *
     * @param ending what it is, such as {@code .part}
     */
    public static String random(RandomGenerator random, String ending) {
        byte[] unique = new byte[RANDOM_BYTES];
        random.nextBytes(unique);
        return ".xftp-" + HexFormat.of().formatHex(unique) + ending;
    }
}
