package org.xftp.store.s3;

import java.io.IOException;
import org.xftp.store.ChunkBodies.ReadableBody;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object as it comes from the store. */
final class OpenObject implements ReadableBody {
    private static final String ACTION = "cannot read a chunk body";

    private final ResponseInputStream<GetObjectResponse> content;
    private boolean ended;

    OpenObject(ResponseInputStream<GetObjectResponse> content) {
        this.content = content;
    }

    @Override
    public long size() {
        return content.response().contentLength();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = content.read(buffer, offset, length);
            ended |= count < 0;
            return count;
        } catch (IOException | SdkException e) {
            throw new IOException(ACTION + ": the object store has broken off");
        }
    }

    /** A connection with bytes left on it is closed rather than read to its end. */
    @Override
    public void close() throws IOException {
        if (ended) {
            content.close();
        } else {
            content.abort();
        }
    }
}
