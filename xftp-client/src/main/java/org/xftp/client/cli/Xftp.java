package org.xftp.client.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.xftp.client.XftpClientException;
import org.xftp.client.cli.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code xftp} program. */
@Command(name = "xftp", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Sends and receives end-to-end encrypted files over XFTP relays.", footer = {
    "", "Exit status: 0 done, 2 usage, 3 network, 4 protocol, 5 refused, 6 gone, 7 blocked, 8 quota,",
    "9 integrity, 10 disk, 130 interrupted, 1 anything else."})
public final class Xftp implements Runnable {
    private static final long CLEAN_UP_SECONDS = 15;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Xftp() {}

    public static void main(String[] args) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread command = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(command, ended), "xftp-shutdown"));
        int status = run(CliContext.ofProcess(), args);
        ended.countDown();
        System.exit(status);
    }

    /** Ctrl-C: the command gets the time to remove its partial file and its chunks. */
    private static void interrupt(Thread command, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        command.interrupt();
        try {
            ended.await(CLEAN_UP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs one command line and returns its exit status; nothing of a failure but one line reaches the user. */
    public static int run(CliContext context, String... args) {
        CommandLine commandLine = new CommandLine(new Xftp())
                .addSubcommand(new SendCommand(context)).addSubcommand(new ReceiveCommand(context))
                .addSubcommand(new DeleteCommand(context)).addSubcommand(new InfoCommand(context))
                .addSubcommand(new RandomFileCommand(context)).addSubcommand(new DemoCommand(context));
        commandLine.setOut(context.writer(context.out())).setErr(context.writer(context.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours(context)))
                .setParameterExceptionHandler((failure, line) -> usage(context, failure))
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(context, failure));
        int status = commandLine.execute(args);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return status;
    }

    private static Ansi colours(CliContext context) {
        return context.interactive() && context.variable("NO_COLOR").isEmpty() ? Ansi.ON : Ansi.OFF;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed: send, recv, del, info, rand or demo");
    }

    private static int usage(CliContext context, ParameterException failure) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        context.err().println("xftp: " + failure.getMessage());
        context.err().println("Try '" + command + " --help'.");
        return ExitCode.USAGE.status();
    }

    private static int failed(CliContext context, Exception failure) {
        return switch (failure) {
            case CliException e -> fail(context, String.valueOf(e.getMessage()), e.exitCode());
            case XftpClientException e -> fail(context, Failures.describe(e), ExitCode.of(e.kind()));
            default -> bug(context, failure);
        };
    }

    private static int fail(CliContext context, String message, ExitCode code) {
        context.err().println("xftp: " + message);
        return code.status();
    }

    private static int bug(CliContext context, Exception failure) {
        context.err().println("xftp: a bug in this program, please report it:");
        failure.printStackTrace(context.err());
        return ExitCode.INTERNAL.status();
    }
}
