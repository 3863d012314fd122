package org.xftp.client.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code xftp man}. */
@Command(name = "man", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Prints the manual page of this program, to be read with: xftp man | man -l -")
final class ManCommand implements Callable<Integer> {
    private final CliContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ManCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.out().println(new ManualPage(spec.root()).text());
        return ExitCode.OK.status();
    }
}
