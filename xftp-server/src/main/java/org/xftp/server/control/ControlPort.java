package org.xftp.server.control;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.xftp.server.config.ControlSettings;

/**
 * Serves operators on loopback, each session on a virtual thread. Sessions, line lengths and waiting times are bounded:
 * any program on the machine can connect.
 */
public final class ControlPort implements AutoCloseable {
    private static final int MAX_SESSIONS = 16;
    private static final int MAX_LINE = 1024;
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final System.Logger LOG = System.getLogger(ControlPort.class.getName());

    private final ServerSocket listener;
    private final ControlSettings settings;
    private final ControlActions actions;
    private final Semaphore places = new Semaphore(MAX_SESSIONS);
    private final Set<Socket> sessions = ConcurrentHashMap.newKeySet();

    private ControlPort(ServerSocket listener, ControlSettings settings, ControlActions actions) {
        this.listener = listener;
        this.settings = settings;
        this.actions = actions;
    }

    /** Listens from now on. */
    public static ControlPort open(ControlSettings settings, ControlActions actions) throws IOException {
        var listener = new ServerSocket(settings.port(), MAX_SESSIONS, InetAddress.getLoopbackAddress());
        var port = new ControlPort(listener, settings, actions);
        Thread.ofPlatform().daemon().name("xftp-control").start(port::accept);
        return port;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Ends all sessions. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket session : sessions) {
            session.close();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                if (!places.tryAcquire()) {
                    socket.close();
                    continue;
                }
                sessions.add(socket);
                Thread.ofVirtual().name("xftp-control-session").start(() -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.log(System.Logger.Level.WARNING, "control port: a connection was not accepted");
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout((int) IDLE.toMillis());
            converse(socket);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "control port: a session ended without quit");
        } finally {
            sessions.remove(socket);
            places.release();
        }
    }

    private void converse(Socket socket) throws IOException {
        var session = new ControlSession(settings, actions);
        var input = new BufferedInputStream(socket.getInputStream());
        send(socket, ControlSession.GREETING);
        for (var line = readLine(input); line.isPresent(); line = readLine(input)) {
            var answer = session.answer(line.get());
            if (answer.isEmpty()) {
                return;
            }
            send(socket, answer.get());
        }
    }

    private static void send(Socket socket, String lines) throws IOException {
        socket.getOutputStream().write((lines + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> readLine(InputStream input) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                return Optional.empty();
            }
            line.write(next);
            if (line.size() > MAX_LINE) {
                throw new IOException("the line is too long");
            }
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }
}
