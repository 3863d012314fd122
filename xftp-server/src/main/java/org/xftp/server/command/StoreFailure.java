package org.xftp.server.command;

import java.io.IOException;
import java.io.Serial;
import org.xftp.protocol.command.ErrorCode;

/** The store failed under a command; caught once, in {@link CommandProcessor}, and answered with {@link #error}. */
final class StoreFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A call of the store. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    /** A call of the store that returns nothing. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    private final ErrorCode error;

    private StoreFailure(ErrorCode error, IOException cause) {
        super(cause.getMessage(), cause);
        this.error = error;
    }

    ErrorCode error() {
        return error;
    }

    /** A call that reads or changes records: its failure is the relay's own. */
    static <T> T ofRecords(Call<T> call) {
        return converting(ErrorCode.INTERNAL, call);
    }

    /** A call that reads or writes a chunk's bytes: its failure is the disk's. */
    static <T> T ofBodies(Call<T> call) {
        return converting(ErrorCode.FILE_IO, call);
    }

    /** The same for a call without a result. */
    static void ofBodies(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new StoreFailure(ErrorCode.FILE_IO, e);
        }
    }

    private static <T> T converting(ErrorCode error, Call<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw new StoreFailure(error, e);
        }
    }
}
