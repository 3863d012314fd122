package org.xftp.client.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.xftp.client.DownloadResult;
import org.xftp.client.DownloadTarget;
import org.xftp.client.TransferListener;
import org.xftp.client.UploadResult;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import org.xftp.client.cli.ByteSize;
import org.xftp.client.cli.CliContext;
import org.xftp.client.cli.CliException;
import org.xftp.client.cli.ExitCode;
import org.xftp.client.cli.Version;
import org.xftp.client.transfer.Hashes;
import org.xftp.protocol.description.AppLink;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code xftp demo}: a file goes through two real relays on this machine and comes back. */
@Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Starts two relays on this machine, sends a file through them, receives and compares it.")
public final class DemoCommand implements Callable<Integer> {
    private static final int RELAYS = 2;

    private final CliContext context;
    private final PrintStream out;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", defaultValue = "README.md", description = "the file to send (default: ${DEFAULT-VALUE})")
    private String file = "";

    public DemoCommand(CliContext context) {
        this.context = context;
        out = context.out();
    }

    @Override
    public Integer call() throws CliException, XftpClientException {
        Path source = context.path(file);
        if (!Files.isRegularFile(source)) {
            throw CliException.usage("there is no file " + source + ": name one to send");
        }
        try (DemoRelays relays = DemoRelays.start(context, RELAYS);
                XftpClient client = XftpClient.builder().clock(context.clock()).random(context.random()).build()) {
            List<RelayAddress> addresses = relays.addresses();
            addresses.forEach(relay -> out.println("Relay " + relay));
            UploadResult sent = client.upload(source, addresses, 1, TransferListener.NONE);
            receive(client, source, sent, relays.directory("received"));
            for (RelayAddress unused : unused(addresses, sent)) {
                out.println("That file is one chunk, and a chunk lies on one relay; once more through the other:");
                receive(client, source, client.upload(source, List.of(unused), 1, TransferListener.NONE),
                        relays.directory("received-again"));
            }
        } catch (IOException e) {
            throw CliException.disk("the demo cannot run in the temporary directory: " + e.getMessage());
        }
        out.println("Both relays took part. They and what they stored are removed.");
        return ExitCode.OK.status();
    }

    private static List<RelayAddress> unused(List<RelayAddress> relays, UploadResult sent) {
        List<RelayAddress> used = relaysOf(sent.sender());
        return relays.stream().filter(relay -> !used.contains(relay)).toList();
    }

    private static List<RelayAddress> relaysOf(FileDescription description) {
        return description.chunks().stream().map(chunk -> chunk.replicas().getFirst().relay()).toList();
    }

    private void receive(XftpClient client, Path source, UploadResult sent, Path directory)
            throws IOException, XftpClientException, CliException {
        FileDescription description = sent.recipients().getFirst();
        printWhere(source, description);
        out.println("Description link, used up below: " + AppLink.to(description).encode());
        DownloadResult received = client.download(description, DownloadTarget.in(directory), TransferListener.NONE);
        String before = sha256(source);
        String after = sha256(received.file());
        out.println("SHA-256 sent     " + before);
        out.println("SHA-256 received " + after);
        if (!before.equals(after)) {
            throw new CliException(ExitCode.INTEGRITY, "the received file differs from the sent one");
        }
    }

    private void printWhere(Path source, FileDescription description) throws IOException {
        out.println("Sent " + source.getFileName() + ", " + ByteSize.format(Files.size(source)) + ", as "
                + ByteSize.format(description.size()) + " encrypted:");
        Map<RelayAddress, Long> chunks = description.chunks().stream().collect(
                Collectors.groupingBy(chunk -> chunk.replicas().getFirst().relay(), Collectors.counting()));
        chunks.forEach(
                (relay, count) -> out.println("  " + count + (count == 1 ? " chunk" : " chunks") + " on " + relay));
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(in, Hashes.sha256())) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        }
    }
}
