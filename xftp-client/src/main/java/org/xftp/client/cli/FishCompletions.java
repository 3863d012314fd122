package org.xftp.client.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A completion script for fish: the commands, and the options of each. Arguments are completed as files, unless only some words will do. */
final class FishCompletions {
    private FishCompletions() {}

    static String of(CommandSpec program) {
        String start = "complete -c " + program.name();
        List<String> lines = new ArrayList<>();
        lines.add("# Completions of " + program.name() + " for fish.");
        program.subcommands().forEach((name, command) -> {
            lines.add(start + " -f -n __fish_use_subcommand -a " + name + " -d " + quoted(summary(command)));
            String within = start + " -n '__fish_seen_subcommand_from " + name + "'";
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!option.hidden()) {
                    lines.add(within + names(option) + (option.arity().max() > 0 ? " -r" : "") + " -d "
                            + quoted(description(option)));
                }
            }
            for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
                Iterable<String> candidates = parameter.completionCandidates();
                if (candidates != null) {
                    lines.add(within + " -f -a " + quoted(String.join(" ", candidates)));
                }
            }
        });
        return String.join("\n", lines);
    }

    private static String summary(CommandLine command) {
        return String.join(" ", command.getCommandSpec().usageMessage().description());
    }

    private static String description(OptionSpec option) {
        return String.join(" ", option.description()).replace("${DEFAULT-VALUE}",
                String.valueOf(option.defaultValue()));
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
