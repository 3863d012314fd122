package org.xftp.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "bodies", mixinStandardHelpOptions = true, description = "Work on the bytes of chunks.", synopsisSubcommandLabel = "COMMAND")
final class BodiesCommand implements Runnable {
    @Spec
    private CommandSpec specification = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(specification.commandLine(), "Missing required subcommand: migrate");
    }
}
