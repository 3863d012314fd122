package org.xftp.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which word was meant. */
final class Spelling {
    private Spelling() {}

    /** The known word that is nearest, if it is near: about one letter in three may be wrong, its case does not count. */
    static Optional<String> nearest(String written, Collection<String> known) {
        int most = Math.clamp(written.length() / 3, 1, 3);
        return known.stream().filter(word -> distance(written, word) <= most)
                .min(Comparator.comparingInt((String word) -> distance(written, word)).thenComparing(word -> word));
    }

    /** Letters to put in, leave out, replace, or swap with their neighbour. */
    private static int distance(String written, String known) {
        var a = written.toLowerCase(Locale.ROOT);
        var b = known.toLowerCase(Locale.ROOT);
        int[][] least = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                least[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, least);
            }
        }
        return least[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] least) {
        int replaced = least[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int one = Math.min(replaced, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(one, least[i - 2][j - 2] + 1) : one;
    }
}
