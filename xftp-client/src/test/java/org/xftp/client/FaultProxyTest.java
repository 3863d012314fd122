package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xftp.client.FaultProxy.Ending;

/** The bad network itself: each fault does what it says, to an echo behind it. */
@Timeout(60)
class FaultProxyTest {
    private static final int SIZE = 20_000;

    private final ServerSocket echo = echo();
    private final FaultProxy proxy = proxy(echo);

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void withoutFaultsEverythingComesThrough() throws IOException, InterruptedException {
        try (Socket socket = connect()) {
            assertThat(echoed(socket, SIZE)).isEqualTo(TestFiles.bytes(SIZE));
        }
        while (proxy.upstreamBytes() < SIZE) {
            Thread.sleep(1); // Counted when it is through.
        }
        assertThat(proxy.upstreamBytes()).isEqualTo(SIZE);
        assertThat(proxy.accepted()).isEqualTo(1);
    }

    @Test
    void aDelayIsPaidBothWays() throws IOException {
        proxy.delay(Duration.ofMillis(100));
        long start = System.nanoTime();
        try (Socket socket = connect()) {
            assertThat(echoed(socket, 10)).hasSize(10);
        }
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(200_000_000);
    }

    @Test
    void aLimitSlowsDown() throws IOException {
        proxy.limit(40_000);
        long start = System.nanoTime();
        try (Socket socket = connect()) {
            assertThat(echoed(socket, SIZE)).isEqualTo(TestFiles.bytes(SIZE));
        }
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(450_000_000);
    }

    @Test
    void connectionsAreCutAfterSoManyBytes() throws IOException {
        proxy.cutEach(() -> 5000, Ending.CLOSE);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(TestFiles.bytes(3000));
            assertThat(socket.getInputStream().readAllBytes()).hasSize(2000);
        }
        proxy.cutEach(() -> 10, Ending.RESET);
        try (Socket socket = connect()) {
            assertThatIOException().isThrownBy(() -> echoed(socket, SIZE));
        }
        proxy.cutNone();
        try (Socket socket = connect()) {
            assertThat(echoed(socket, SIZE)).hasSize(SIZE);
        }
    }

    @Test
    void aBlackHoleIsSilentForGood() throws IOException {
        try (Socket socket = connect()) {
            assertThat(echoed(socket, 10)).hasSize(10);
            proxy.blackHole(true);
            proxy.blackHole(false);
            socket.setSoTimeout(200);
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> echoed(socket, 10));
        }
        try (Socket socket = connect()) {
            assertThat(echoed(socket, 10)).hasSize(10);
        }
    }

    @Test
    void presentConnectionsCanBeCutAndNewOnesRefused() throws IOException {
        try (Socket socket = connect()) {
            assertThat(echoed(socket, 10)).hasSize(10);
            proxy.cutAll(Ending.RESET);
            assertThatIOException().isThrownBy(() -> socket.getInputStream().read());
        }
        proxy.refuse(true);
        try (Socket socket = connect()) {
            assertThatIOException().isThrownBy(() -> socket.getInputStream().read());
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static byte[] echoed(Socket socket, int size) throws IOException {
        socket.getOutputStream().write(TestFiles.bytes(size));
        byte[] back = socket.getInputStream().readNBytes(size);
        if (back.length < size) {
            throw new IOException("cut");
        }
        return back;
    }

    private static ServerSocket echo() {
        try {
            ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().name("echo").start(() -> {
                while (!listener.isClosed()) {
                    serve(listener);
                }
            });
            return listener;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void serve(ServerSocket listener) {
        try {
            Socket socket = listener.accept();
            Thread.ofVirtual().name("echo-connection").start(() -> {
                try (socket) {
                    socket.getInputStream().transferTo(socket.getOutputStream());
                } catch (IOException e) {
                    // Cut, as the test wants it.
                    return;
                }
            });
        } catch (IOException e) {
            // Closed at the end of the test.
            return;
        }
    }

    private static FaultProxy proxy(ServerSocket target) {
        try {
            return FaultProxy.to(target.getLocalPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
