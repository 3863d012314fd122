package org.xftp.server.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/** What the program takes from the machine that it runs on; tests bring their own. */
record Surroundings(Map<String, String> environment, Clock clock, SecureRandom random, BufferedReader in,
        PrintWriter out, PrintWriter err) {
    static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Clock.systemUTC(), new SecureRandom(),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                new PrintWriter(new OutputStreamWriter(System.out, System.out.charset()), true),
                new PrintWriter(new OutputStreamWriter(System.err, System.err.charset()), true));
    }

    /** One whole line, seen at once even where output goes into a pipe. */
    void print(String line) {
        out.println(line);
        out.flush();
    }
}
