package org.xftp.server.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The mistakes of one file, collected so that an operator learns of all of them at once. */
final class IniProblems {
    /** After all lines: what is missing stands in none. */
    private static final int NO_LINE = Integer.MAX_VALUE;

    private record Problem(int line, String text) {
        String message() {
            return line == NO_LINE ? text : "line " + line + ": " + text;
        }
    }

    private final List<Problem> problems = new ArrayList<>();

    void add(int line, String text) {
        problems.add(new Problem(line, text));
    }

    /** A mistake of the file as a whole. */
    void add(String text) {
        problems.add(new Problem(NO_LINE, text));
    }

    /** Every mistake, in the order of the lines. */
    List<String> messages() {
        return problems.stream().sorted(Comparator.comparingInt(Problem::line)).map(Problem::message).toList();
    }
}
