package org.xftp.server.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/** Upload bodies as tests need them. */
final class Bodies {
    /** Runs before the last byte is handed out. */
    interface Interruption {
        void run() throws IOException;
    }

    private Bodies() {}

    /** For commands that must not look at the body. */
    static UploadBody untouchable() {
        return (_, _) -> {
            throw new AssertionError("the body was read");
        };
    }

    static UploadBody of(byte[] content) {
        return new Pieces(content, Integer.MAX_VALUE, () -> {});
    }

    static UploadBody inPieces(byte[] content, int length) {
        return new Pieces(content, length, () -> {});
    }

    /** Two halves with something happening in between. */
    static UploadBody interrupted(byte[] content, Interruption between) {
        return new Pieces(content, content.length / 2 + 1, between);
    }

    static ChunkSink into(ByteArrayOutputStream sent) {
        return (length, _, filler) -> {
            var piece = new byte[ChunkSink.PIECE];
            filler.fill(piece, length);
            sent.write(piece, 0, length);
        };
    }

    private static final class Pieces implements UploadBody {
        private static final int BUFFER = 1 << 16;

        private final byte[] content;
        private final int most;
        private final Interruption between;
        private int position;

        Pieces(byte[] content, int most, Interruption between) {
            this.content = content;
            this.most = most;
            this.between = between;
        }

        @Override
        public int next(Duration patience, Taker taker) throws IOException {
            if (position == content.length) {
                return -1;
            }
            if (position > 0) {
                between.run();
            }
            int count = Math.min(Math.min(most, BUFFER), content.length - position);
            var buffer = new byte[BUFFER];
            System.arraycopy(content, position, buffer, 0, count);
            position += count;
            taker.take(buffer, count);
            return count;
        }
    }
}
