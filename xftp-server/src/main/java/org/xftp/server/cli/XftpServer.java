package org.xftp.server.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.xftp.protocol.crypto.OpenSsl;
import org.xftp.server.ProgramVersion;
import org.xftp.server.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;

/**
 * The relay's program. Exit code 0: done; 1: it could not be done, said in one line on standard error; 2: wrong usage.
 */
@Command(name = "xftp-server", mixinStandardHelpOptions = true, versionProvider = XftpServer.Version.class, description = "An XFTP relay: keeps encrypted chunks of files until their recipients have fetched them.", synopsisSubcommandLabel = "COMMAND")
public final class XftpServer {
    private static final int FAILURE = 1;

    private final Surroundings surroundings;

    XftpServer(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] args) {
        OneLineFormatter.install(System.getenv());
        OpenSsl.install();
        System.exit(new XftpServer(Surroundings.ofProcess()).run(args));
    }

    int run(String... args) {
        var line = new CommandLine(this);
        line.addSubcommand(new InitCommand(surroundings));
        line.addSubcommand(new CertCommand(surroundings));
        line.addSubcommand(new CheckCommand(surroundings));
        line.addSubcommand(new StartCommand(surroundings));
        line.addSubcommand(new VerifyCommand(surroundings));
        var database = new DatabaseCommand(surroundings);
        line.addSubcommand(new CommandLine(database).addSubcommand(database.new Import())
                .addSubcommand(database.new Export()));
        var bodies = new BodiesCommand();
        line.addSubcommand(new CommandLine(bodies).addSubcommand(new BodiesMigrateCommand(surroundings)));
        line.addSubcommand(new StatusCommand(surroundings));
        line.addSubcommand(new AddressCommand(surroundings));
        line.addSubcommand(new DeleteCommand(surroundings));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(surroundings.out());
        line.setErr(surroundings.err());
        line.setExecutionExceptionHandler((failure, _, _) -> report(failure));
        line.setParameterExceptionHandler((failure, _) -> reportUsage(failure));
        if (args.length == 0) {
            line.usage(surroundings.err());
            return ExitCode.USAGE;
        }
        return line.execute(args);
    }

    private int report(Exception failure) throws Exception {
        switch (failure) {
            case ConfigException e -> complain(message(e));
            case FileSystemException e -> complain(e.getClass().getSimpleName() + ": " + message(e));
            case IOException e -> complain(message(e));
            default -> throw failure;
        }
        return FAILURE;
    }

    private int reportUsage(CommandLine.ParameterException failure) {
        complain(message(failure).lines().findFirst().orElse("wrong usage"));
        surroundings.err().println("Try '" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static String message(Exception failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private void complain(String message) {
        surroundings.err().println("xftp-server: " + message);
        surroundings.err().flush();
    }

    /** Reads the version that the build wrote down. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            return new String[]{"xftp-server " + ProgramVersion.number()};
        }
    }
}
