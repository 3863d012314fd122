package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.server.cli.XftpServer;
import org.xftp.server.config.InitRequest;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.SignatureAlgorithm;

/** Whole processes on one store: what keeps a relay from starting is one line, and nothing changes. */
class OneStoreTest {
    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void init() throws Exception {
        new InitRequest(SignatureAlgorithm.ED25519, "localhost", directory.resolve("files"), "1gb", true,
                java.util.Optional.empty())
                .run(new RelayDirectories(configuration(), log()), Instant.now(), new SecureRandom());
        var ini = configuration().resolve(RelayIni.FILE);
        Files.writeString(ini, Files.readString(ini).replace("port = 443", "port = 0"));
    }

    private Path configuration() {
        return directory.resolve("etc");
    }

    private Path log() {
        return directory.resolve("var");
    }

    /** Runs the program to its end and gives what it said on standard error. */
    private List<String> complaintOf(String command, Path logDirectory) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var builder = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                classPath, XftpServer.class.getName(), command);
        builder.environment().put("XFTP_SERVER_CFG_PATH", configuration().toString());
        builder.environment().put("XFTP_SERVER_LOG_PATH", logDirectory.toString());
        var error = directory.resolve("error");
        var process = builder.redirectError(error.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the program does not end");
        }
        assertThat(process.exitValue()).isEqualTo(1);
        return Files.readAllLines(error).stream().filter(line -> !line.startsWith("WARNING: ")).toList();
    }

    @Test
    void theSecondRelayIsRefusedAndTheFirstGoesOn() throws Exception {
        try (var first = RelayProcess.start(configuration(), log())) {
            assertThat(complaintOf("start", log())).containsExactly(
                    "xftp-server: another process is using the store database: stop it first");
            assertThat(complaintOf("start", directory.resolve("other"))).as("the same bodies").containsExactly(
                    "xftp-server: another process is using the directory of chunk bodies: stop it first");
            assertThat(complaintOf("verify", log())).containsExactly(
                    "xftp-server: another process is using the store database: stop it first");
            assertThat(first.terminate()).isZero();
        }
        try (var again = RelayProcess.start(configuration(), log())) {
            assertThat(again.terminate()).isZero();
        }
    }

    @Test
    void aLostOrDamagedIndexIsNoReasonToBeginAnew() throws Exception {
        try (var relay = RelayProcess.start(configuration(), log())) {
            assertThat(relay.terminate()).isZero();
        }
        var index = log().resolve("file-server-index.sqlite");
        Files.move(index, log().resolve("lost"));
        assertThat(complaintOf("start", log())).containsExactly("xftp-server: the directory of chunk bodies belongs to"
                + " another store database: correct the paths or restore that database; to give up its chunks, remove"
                + " the file .store");
        Files.move(log().resolve("lost"), index, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (var file = Files.newByteChannel(index, StandardOpenOption.WRITE)) {
            file.position(100);
            file.write(java.nio.ByteBuffer.wrap(new byte[4000]));
        }
        assertThat(complaintOf("start", log())).containsExactly("xftp-server: the store database is damaged: stop the"
                + " relay and restore it from a copy, or repair it with the .recover command of the sqlite3 program");
    }
}
