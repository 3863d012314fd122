package org.xftp.server.command;

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
        return (_, _, _, _) -> {
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

    private static final class Pieces implements UploadBody {
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
        public int read(byte[] buffer, int offset, int length, Duration patience) throws IOException {
            if (position == content.length) {
                return -1;
            }
            if (position > 0) {
                between.run();
            }
            int count = Math.min(Math.min(most, length), content.length - position);
            System.arraycopy(content, position, buffer, offset, count);
            position += count;
            return count;
        }
    }
}
