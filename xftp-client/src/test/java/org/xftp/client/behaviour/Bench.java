package org.xftp.client.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.xftp.client.DownloadTarget;
import org.xftp.client.RetryPolicy;
import org.xftp.client.Timeouts;
import org.xftp.client.TransferListener;
import org.xftp.client.UploadResult;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import org.xftp.client.behaviour.Outcome.Accepted;
import org.xftp.client.behaviour.Outcome.Refused;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;

/** Puts our client, without retries, in front of played relays; every scenario gets directories of its own. */
final class Bench implements AutoCloseable {
    /** Longer than refusing may take, and shorter than the usual patience: nothing is refused by waiting. */
    private static final Duration PROMPT = Duration.ofSeconds(15);

    private final Path directory;
    private final Map<Duration, XftpClient> clients = new ConcurrentHashMap<>();

    Bench(Path directory) {
        this.directory = directory;
    }

    /** Sends a file; if that works, its last recipient gets it back from the same relay. */
    Outcome send(Scenario scenario) throws IOException {
        Path source = Files.write(fresh().resolve("f.bin"), FileDraft.pattern(scenario.size()));
        try (PlayedRelay relay = start(scenario)) {
            return attempt(relay, () -> {
                UploadResult result = client(scenario).upload(source, List.of(RelayAddress.parse(relay.address())),
                        scenario.recipients(), TransferListener.NONE);
                assertThat(result.recipients()).hasSize(scenario.recipients());
                Path file = download(scenario, result.recipients().getLast());
                assertThat(file).hasSameBinaryContentAs(source);
                return file;
            });
        } finally {
            assertThat(source.getParent()).isDirectoryNotContaining(path -> !path.equals(source));
        }
    }

    /** Receives the scenario's file through a recipient's description. */
    Outcome receive(Scenario scenario) throws IOException {
        FileDraft file = new FileDraft();
        scenario.file().accept(file);
        Offer offer = new Offer(file);
        scenario.offer().accept(offer);
        return receive(scenario, offer::publish, file.content);
    }

    /** What a relay holds and the description that leads to it. */
    interface Publication {
        String on(PlayedRelay relay);
    }

    /** Receives {@code content} through a recipient's description. */
    Outcome receive(Scenario scenario, Publication publication, byte[] content) throws IOException {
        try (PlayedRelay relay = start(scenario)) {
            return attempt(relay, () -> {
                Path received = download(scenario, DescriptionYaml.read(publication.on(relay)));
                assertThat(received).hasBinaryContent(content);
                return received;
            });
        }
    }

    /** Sends to an address behind which no relay of ours may be. */
    XftpClientException failToSend(Scenario scenario, String address) throws IOException, DescriptionException {
        Path source = Files.write(fresh().resolve("f.bin"), FileDraft.pattern(1000));
        List<RelayAddress> relays = List.of(RelayAddress.parse(address));
        return assertThatExceptionOfType(XftpClientException.class).isThrownBy(() -> client(scenario).upload(source,
                relays, 1, TransferListener.NONE)).actual();
    }

    /** Receives through any description; what cannot be received leaves nothing behind. */
    Path download(Scenario scenario, FileDescription description) throws IOException, XftpClientException {
        Path target = Files.createDirectory(fresh().resolve("in"));
        try {
            return client(scenario).download(description, DownloadTarget.in(target), TransferListener.NONE).file();
        } catch (XftpClientException e) {
            assertThat(target).isEmptyDirectory();
            throw e;
        } finally {
            assertThat(target.getParent()).isDirectoryNotContaining(path -> !path.equals(target));
        }
    }

    private interface Attempt {
        Path run() throws IOException, XftpClientException, DescriptionException;
    }

    private static Outcome attempt(PlayedRelay relay, Attempt attempt) throws IOException {
        long start = System.nanoTime();
        try {
            Path file = attempt.run();
            return new Accepted(relay.steps(), file);
        } catch (XftpClientException e) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as("how long refusing took")
                    .isLessThan(PROMPT);
            return new Refused(relay.steps(), e);
        } catch (DescriptionException e) {
            throw new IllegalStateException(e);
        } finally {
            assertThat(relay.sessionIdLengths()).isSubsetOf(relay.script().tls().sessionIdLength());
        }
    }

    private static PlayedRelay start(Scenario scenario) throws IOException {
        Script script = new Script();
        scenario.script().accept(script);
        return PlayedRelay.start(script);
    }

    private XftpClient client(Scenario scenario) {
        return clients.computeIfAbsent(scenario.patience(),
                patience -> XftpClient.builder().retries(RetryPolicy.DEFAULT.withRetries(0))
                        .timeouts(new Timeouts(patience, patience, Duration.ZERO)).build());
    }

    private Path fresh() throws IOException {
        return Files.createTempDirectory(directory, "case");
    }

    @Override
    public void close() {
        clients.values().forEach(XftpClient::close);
    }
}
