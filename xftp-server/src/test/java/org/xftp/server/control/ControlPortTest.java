package org.xftp.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xftp.protocol.command.Blocked;
import org.xftp.server.config.ControlPassword;
import org.xftp.server.config.ControlSettings;
import org.xftp.store.ChunkId;

class ControlPortTest {
    private ControlPort port = openPort();

    @BeforeEach
    void isOnLoopbackOnly() {
        assertThat(port.port()).isPositive();
    }

    @AfterEach
    void close() throws IOException {
        port.close();
    }

    @Test
    void talksInLines() throws IOException {
        try (var socket = connect(); var in = reader(socket)) {
            assertThat(in.readLine()).isEqualTo("XFTP server control port");
            assertThat(in.readLine()).isEqualTo("'help' for supported commands");
            for (byte one : "auth pw\r\nhelp\nquit\n".getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(one);
                socket.getOutputStream().flush();
            }
            assertThat(in.readLine()).isEqualTo("Current role is CPRAdmin");
            assertThat(in.readLine()).isEqualTo("commands: stats-rts, delete, help, quit");
            assertThat(in.readLine()).isNull();
        }
    }

    @Test
    void dropsWhoSendsEndlessLines() throws IOException {
        try (var socket = connect(); var in = reader(socket)) {
            in.readLine();
            in.readLine();
            socket.getOutputStream().write(new byte[1025]);
            assertThat(readToEnd(in)).isEmpty();
        }
    }

    @Test
    void refusesTheSeventeenthSessionUntilOneEnds() throws IOException {
        var sessions = new Socket[16];
        for (int i = 0; i < sessions.length; i++) {
            sessions[i] = connect();
            reader(sessions[i]).readLine();
        }
        try (var late = connect()) {
            assertThat(readToEnd(reader(late))).isEmpty();
        } finally {
            for (Socket session : sessions) {
                session.close();
            }
        }
    }

    @Test
    void endsSessionsWhenClosed() throws IOException {
        try (var socket = connect(); var in = reader(socket)) {
            in.readLine();
            port.close();
            assertThat(readToEnd(in)).isEqualTo("'help' for supported commands");
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What comes until the other side is gone, however it goes. */
    private static String readToEnd(BufferedReader in) {
        var text = new StringBuilder();
        try {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                text.append(line);
            }
        } catch (IOException reset) {
            assertThat(reset).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
        return text.toString();
    }

    private static ControlPort openPort() {
        try {
            return ControlPort.open(
                    new ControlSettings(0, Optional.of(new ControlPassword("pw")), Optional.empty()), new Nothing());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class Nothing implements ControlActions {
        @Override
        public boolean delete(ChunkId recipient) {
            return false;
        }

        @Override
        public boolean block(ChunkId recipient, Blocked reason) {
            return false;
        }

        @Override
        public String runtimeStatistics() {
            return "";
        }
    }
}
