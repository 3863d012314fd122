package org.xftp.client.cli;

import java.util.Arrays;
import java.util.List;

/**
 * Runs several command lines in one process, for the cache of loaded classes that the launcher's Java starts from:
 * such a cache is made by a single process, and is to know everything that sending and receiving load.
 */
public final class Rehearsal {
    private static final String NEXT = ",";

    private Rehearsal() {}

    /** Command lines of {@code xftp}, with a comma as a word of its own between two; ends at the first that fails. */
    public static void main(String[] args) {
        List<String> words = Arrays.asList(args);
        int status = 0;
        while (status == 0 && !words.isEmpty()) {
            int end = words.contains(NEXT) ? words.indexOf(NEXT) : words.size();
            status = Xftp.run(CliContext.ofProcess(), words.subList(0, end).toArray(new String[0]));
            words = words.subList(Math.min(end + 1, words.size()), words.size());
        }
        System.exit(status);
    }
}
