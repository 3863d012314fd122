package org.xftp.client.cli;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code xftp completions}. */
@Command(name = "completions", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Prints a script that teaches a shell to complete command lines of this program.", footer = {
    "", "bash: xftp completions bash > ~/.local/share/bash-completion/completions/xftp",
    "zsh:  xftp completions zsh > ~/.xftp-completions, and in ~/.zshrc: source ~/.xftp-completions",
    "fish: xftp completions fish > ~/.config/fish/completions/xftp.fish"})
final class CompletionsCommand implements Callable<Integer> {
    /** Shells that are known. */
    enum Shell {
        bash, zsh, fish
    }

    private final CliContext context;

    @Parameters(index = "0", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell = Shell.bash;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionsCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        CommandLine program = spec.root().commandLine();
        context.out().println(switch (shell) {
            // Beginning with what makes zsh understand completions of bash.
            case bash, zsh -> withFileNames(AutoComplete.bash(program.getCommandName(), program));
            case fish -> FishCompletions.of(program.getCommandSpec());
        });
        return ExitCode.OK.status();
    }

    /** Most arguments are files; picocli takes each for a word that only the user knows, and has file names off for it. */
    private static String withFileNames(String script) {
        return script.lines().filter(line -> !line.endsWith("compopt +o default"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
