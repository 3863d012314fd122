package org.xftp.client.download;

import java.io.ByteArrayOutputStream;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.EncryptedLayout;
import org.xftp.protocol.wire.ByteReader;

/** Collects a file of bounded length. For one thread. */
final class MemorySink implements Downloader.Sink {
    private final int maximum;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param maximum bytes of the file */
    MemorySink(int maximum) {
        this.maximum = maximum;
    }

    /** The length is checked by now against that of the encrypted file; it is the header's and the file's. */
    @Override
    public void header(byte[] prefix) throws XftpClientException {
        long length = new ByteReader(prefix).i64() - (prefix.length - EncryptedLayout.LENGTH_BYTES);
        if (length > maximum) {
            throw tooLong();
        }
    }

    @Override
    public void write(byte[] source, int offset, int length) throws XftpClientException {
        if (length > maximum - bytes.size()) {
            throw tooLong();
        }
        bytes.write(source, offset, length);
    }

    private static XftpClientException tooLong() {
        return new XftpClientException(FailureKind.USAGE, "the file is longer than what is wanted in memory");
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }
}
