package org.xftp.client.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish: the commands, and the options of each. Arguments are completed as files. */
final class FishCompletions {
    private FishCompletions() {}

    static String of(CommandSpec program) {
        String start = "complete -c " + program.name();
        List<String> lines = new ArrayList<>();
        lines.add("# Completions of " + program.name() + " for fish.");
        program.subcommands().forEach((name, command) -> {
            lines.add(start + " -f -n __fish_use_subcommand -a " + name + " -d " + quoted(summary(command)));
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.hidden()) {
                    lines.add(start + " -n '__fish_seen_subcommand_from " + name + "'" + names(option)
                            + (option.arity().max() > 0 ? " -r" : "") + " -d "
                            + quoted(String.join(" ", option.description())));
                }
            }
        });
        return String.join("\n", lines);
    }

    private static String summary(CommandLine command) {
        return String.join(" ", command.getCommandSpec().usageMessage().description());
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return names.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
