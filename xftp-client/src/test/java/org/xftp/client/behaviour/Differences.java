package org.xftp.client.behaviour;

import java.util.Map;

/** Where our client is meant to do otherwise than the official one. */
final class Differences {
    /**
     * @param received the name under which ours stores the file
     * @param reason why
     */
    record Named(String received, String reason) {}

    /** By case. */
    static final Map<String, Named> NAMES = Map.of(
            "file name empty", new Named("file", "a file has a name, not only a number (SafeFileName)"),
            "file name with bad UTF-8", new Named("a\ufffdb",
                    "the replacement character itself; the recording shows it in an ASCII locale"));

    private Differences() {}
}
