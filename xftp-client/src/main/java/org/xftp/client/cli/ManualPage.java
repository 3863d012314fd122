package org.xftp.client.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page, section 1, in the man macros of roff, out of what {@code --help} knows. */
final class ManualPage {
    private final CommandSpec program;
    private final List<String> lines = new ArrayList<>();

    ManualPage(CommandSpec program) {
        this.program = program;
    }

    String text() {
        lines.clear();
        String name = program.name();
        lines.add(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"" + escape(Version.text()) + "\"");
        section("NAME");
        lines.add(escape(name) + " \\- " + escape(description(program)));
        section("SYNOPSIS");
        lines.add(".B " + escape(name));
        lines.add("COMMAND [OPTION]... [ARGUMENT]...");
        section("COMMANDS");
        program.subcommands().values().forEach(this::command);
        section("ENVIRONMENT");
        item("XFTP_SERVERS", "addresses of relays to send to, separated by ;");
        item("XFTP_SERVERS_FILE", "a file with such addresses, one a line");
        item("XFTP_PROXY", "the SOCKS5 proxy that everything goes through");
        item("XFTP_STATE", "where unfinished transfers are kept");
        item("XFTP_WEB_PAGE", "the page that web links lead to");
        item("NO_COLOR", "no colours if set");
        item("TMPDIR", "where temporary files go");
        section("FILES");
        item("~/.config/xftp/servers", "addresses of relays to send to, one a line");
        section("EXIT STATUS");
        for (ExitCode code : ExitCode.values()) {
            item(String.valueOf(code.status()), code.kind());
        }
        return String.join("\n", lines);
    }

    private void command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        lines.add(".SS " + escape(program.name() + " " + spec.name() + synopsis(spec)));
        lines.add(escape(description(spec)));
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (!parameter.hidden()) {
                item(parameter.paramLabel(), description(parameter));
            }
        }
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
                item(String.join(", ", option.names()) + value, description(option));
            }
        }
        for (String line : spec.usageMessage().footer()) {
            lines.add(line.isEmpty() ? ".PP" : escape(line) + "\n.br");
        }
    }

    private static String synopsis(CommandSpec spec) {
        StringBuilder synopsis = new StringBuilder(" [OPTION]...");
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
            synopsis.append(parameter.arity().min() > 0 ? " " + label : " [" + label + "]");
        }
        return synopsis.toString();
    }

    private static String description(CommandSpec spec) {
        return String.join(" ", spec.usageMessage().description());
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description()).replace("${DEFAULT-VALUE}",
                String.valueOf(argument.defaultValue())).replace("${COMPLETION-CANDIDATES}", "bash, zsh, fish");
    }

    private void section(String title) {
        lines.add(".SH " + title);
    }

    private void item(String term, String text) {
        lines.add(".TP");
        lines.add(".B " + escape(term));
        lines.add(escape(text));
    }

    /** Backslashes and dashes mean something to roff, so do a dot or a quote that begin a line. */
    private static String escape(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
