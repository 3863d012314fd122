package org.xftp.server.behaviour;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Everything that the control port wrote in one session, split at line ends: the last item is what follows the last. */
record ControlTranscript(List<String> lines) {
    private static final int PATIENCE_MILLIS = 10_000;

    static ControlTranscript of(int port, String... requests) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream output = socket.getOutputStream();
            output.write((String.join("\n", requests) + "\nquit\n").getBytes(StandardCharsets.UTF_8));
            output.flush();
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new ControlTranscript(List.of(all.replace("\r", "").split("\n", -1)));
        }
    }

    /** The answer to the last request: after the greeting of two lines, one line for each. */
    String last() {
        return lines.get(lines.size() - 2);
    }

    /** Without the empty text behind the last line end. */
    List<String> complete() {
        return lines.getLast().isEmpty() ? lines.subList(0, lines.size() - 1) : lines;
    }
}
