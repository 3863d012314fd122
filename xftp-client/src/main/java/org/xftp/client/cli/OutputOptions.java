package org.xftp.client.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** How a command tells what happens. */
final class OutputOptions {
    private static final String JSON = "--json";

    @Option(names = {"-v",
        "--verbose"}, description = "say more: each chunk with its relay, each retry with its reason")
    private boolean verbose;

    @Option(names = {"-q", "--quiet"}, description = "no progress")
    private boolean quiet;

    @Option(names = JSON, description = "print one JSON object a line for everything that happens")
    private boolean json;

    Report report(CliContext context) {
        return json ? new JsonReport(context, quiet) : new TextReport(context, quiet, verbose);
    }

    /** Wants results only. */
    boolean quiet() {
        return quiet;
    }

    /** Asks nothing, draws nothing: a program reads along. */
    boolean json() {
        return json;
    }

    /** The report of a command whose arguments may be wrong. */
    static Report reportFor(CliContext context, String... arguments) {
        List<String> options = Arrays.asList(arguments);
        int end = options.indexOf("--");
        return options.subList(0, end < 0 ? options.size() : end).contains(JSON)
                ? new JsonReport(context, false)
                : new TextReport(context, true, false);
    }
}
