package org.xftp.client.behaviour;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.xftp.transport.Headers;

/** One HTTP answer that a scenario may bend before it is sent. */
final class AnswerDraft {
    /** What becomes of the stream after the body. */
    enum Ending {
        /** END_STREAM, as it should be. */
        FINISH,
        /** END_STREAM, then GOAWAY, and the connection is closed. */
        FINISH_AND_CLOSE,
        /** RST_STREAM. */
        RESET,
        /** GOAWAY, and the connection is closed. */
        CLOSE,
        /** Nothing more comes. */
        SILENCE
    }

    int status = 200;
    Headers headers = Headers.EMPTY;
    byte[] body;
    /** Bytes of each write, and with it of each DATA frame. */
    int piece = 16384;
    Ending ending = Ending.FINISH;
    /** Whether not even HEADERS are sent. */
    boolean withoutHeaders;

    AnswerDraft(byte[] body) {
        this.body = body;
    }

    /** Ends in this way after the first {@code length} bytes of the body. */
    void breakAfter(int length, Ending how) {
        body = Arrays.copyOf(body, length);
        ending = how;
    }

    /** Ends in this way before anything is sent. */
    void breakAtOnce(Ending how) {
        withoutHeaders = true;
        ending = how;
    }

    void shorten(int bytes) {
        body = Arrays.copyOf(body, body.length - bytes);
    }

    void append(byte[] more) {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(body);
        whole.writeBytes(more);
        body = whole.toByteArray();
    }

    /** Changes one bit of the byte at {@code offset}; a negative offset counts from the end. */
    void flip(int offset) {
        body[offset < 0 ? body.length + offset : offset] ^= 1;
    }
}
