package org.xftp.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xftp.transport.HandshakeFailure;

class TlsErrorLogTest {
    private final List<String> lines = new ArrayList<>();
    private final Logger logger = Logger.getLogger(TlsErrorLog.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            lines.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {
            // Nothing is on its way.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    };
    private long now = -5;

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
    }

    @Test
    void atMostOneLineASecondAndNoneIsLostFromTheCount() {
        var log = new TlsErrorLog(() -> now);
        log.handshakeFailed(HandshakeFailure.TIMEOUT);
        for (int i = 0; i < 2500; i++) {
            log.handshakeFailed(HandshakeFailure.CLOSED);
        }
        now += 1_000_000_000L;
        log.handshakeFailed(HandshakeFailure.NOTHING_IN_COMMON);
        log.handshakeFailed(HandshakeFailure.CLOSED);

        assertThat(lines).containsExactly("a TLS handshake failed kind=timeout unlogged=0",
                "a TLS handshake failed kind=nothing_in_common unlogged=2500");
    }
}
