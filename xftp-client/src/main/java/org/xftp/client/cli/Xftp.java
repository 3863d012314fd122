package org.xftp.client.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.xftp.client.cli.demo.DemoCommand;
import org.xftp.protocol.crypto.OpenSsl;
import org.xftp.protocol.description.FileDescription;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The {@code xftp} program. */
@Command(name = "xftp", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Sends and receives end-to-end encrypted files over XFTP relays.", footer = {
    "", "Exit status: 0 done, 2 usage, 3 network, 4 protocol, 5 refused, 6 gone, 7 blocked, 8 quota,",
    "9 integrity, 10 disk, 130 interrupted, 1 anything else."})
public final class Xftp implements Runnable {
    private static final long CLEAN_UP_SECONDS = 15;
    /** In the order of the help text. */
    private static final List<String> COMMANDS = List.of("send", "recv", "resume", "transfers", "del", "info", "test",
            "rand", "demo", "completions", "man");
    private static final Set<String> DESCRIBING = Set.of("completions", "man");
    private static final Set<String> DIGESTING = Set.of("send", "recv", "resume", "demo");

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
        return run(context, Optional.empty(), args);
    }

    /** @param resumed what is received, if a transfer goes on; its description need not be where it was any more */
    static int run(CliContext context, Optional<FileDescription> resumed, String... args) {
        if (args.length > 0 && DIGESTING.contains(args[0])) {
            OpenSsl.install();
        }
        CommandLine commandLine = new CommandLine(new Xftp());
        commandNames(args).forEach(name -> commandLine.addSubcommand(command(name, context, resumed)));
        commandLine.setOut(context.writer(context.out())).setErr(context.writer(context.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(context.colours() ? Ansi.ON : Ansi.OFF))
                .setExecutionStrategy(parsed -> execute(context, parsed, args))
                .setParameterExceptionHandler((failure, line) -> usage(context, failure, args))
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(context, failure, args));
        int status = commandLine.execute(args);
        commandLine.getOut().flush();
        commandLine.getErr().flush();
        return status == ExitCode.OK.status() && context.out().checkError() ? lost(context) : status;
    }

    /** Results could not be written: whoever closes a pipe has read enough, a file or a device has not. */
    private static int lost(CliContext context) {
        if (context.terminals().pipe()) {
            return ExitCode.READER_GONE;
        }
        context.err().println("xftp: cannot write to standard output: the results are lost");
        return ExitCode.DISK.status();
    }

    /**
     * The commands that a command line may mean. Making picocli's model of a command takes about as long as running a
     * short one, so a command that is named first comes alone, but for those that describe all the others.
     */
    private static List<String> commandNames(String... args) {
        boolean alone = args.length > 0 && COMMANDS.contains(args[0]) && !DESCRIBING.contains(args[0]);
        return alone ? List.of(args[0]) : COMMANDS;
    }

    private static Object command(String name, CliContext context, Optional<FileDescription> resumed) {
        return switch (name) {
            case "send" -> new SendCommand(context);
            case "recv" -> new ReceiveCommand(context, resumed);
            case "resume" -> new ResumeCommand(context);
            case "transfers" -> new TransfersCommand(context);
            case "del" -> new DeleteCommand(context);
            case "info" -> new InfoCommand(context);
            case "test" -> new TestCommand(context);
            case "rand" -> new RandomFileCommand(context);
            case "demo" -> new DemoCommand(context);
            case "completions" -> new CompletionsCommand(context);
            case "man" -> new ManCommand(context);
            default -> throw new IllegalArgumentException("no command");
        };
    }

    /** Around every command whose events a program reads: what begins, and that it ended well. */
    private static int execute(CliContext context, ParseResult parsed, String... args) {
        boolean runs = parsed.hasSubcommand() && !parsed.subcommand().isUsageHelpRequested()
                && !parsed.subcommand().isVersionHelpRequested();
        if (!runs) {
            return new RunLast().execute(parsed);
        }
        Instant start = context.clock().instant();
        try (Report report = OutputOptions.reportFor(context, args)) {
            report.tell(new Event("started").with("command", parsed.subcommand().commandSpec().name())
                    .with("program", Version.text()));
            int status = new RunLast().execute(parsed);
            if (status == ExitCode.OK.status()) {
                report.tell(new Event("done").with("exitCode", status)
                        .with("millis", Duration.between(start, context.clock().instant()).toMillis()));
            }
            return status;
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed, for example send or recv");
    }

    private static int usage(CliContext context, ParameterException failure, String... args) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        String hint = "Try '" + command + " --help'.";
        try (Report report = OutputOptions.reportFor(context, args)) {
            report.fail(ExitCode.USAGE, failure.getMessage() + System.lineSeparator() + hint, Optional.empty());
        }
        return ExitCode.USAGE.status();
    }

    private static int failed(CliContext context, Exception failure, String... args) {
        try (Report report = OutputOptions.reportFor(context, args)) {
            ExitCode code = Failures.exitCode(failure);
            boolean bug = code == ExitCode.INTERNAL;
            report.fail(code, bug ? "a bug in this program, please report it" : Failures.message(failure),
                    Failures.relay(failure));
            if (bug) {
                failure.printStackTrace(context.err());
            }
            return code.status();
        }
    }
}
