package org.xftp.client.source;

import java.util.Optional;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.description.FileHeader;

/** A source that is another one than the same bytes under another key. Without an identity it stays without. */
public record DistinctSource(UploadSource source, String key) implements UploadSource {
    @Override
    public Optional<String> identity() {
        return source.identity().map(identity -> "distinct " + key.length() + " " + key + " " + identity);
    }

    @Override
    public FileHeader header() {
        return source.header();
    }

    @Override
    public long length() {
        return source.length();
    }

    @Override
    public void read(long position, byte[] target, int offset, int count) throws XftpClientException {
        source.read(position, target, offset, count);
    }

    @Override
    public void checkUnchanged() throws XftpClientException {
        source.checkUnchanged();
    }

    @Override
    public Optional<Digest> outline() {
        return source.outline();
    }

    @Override
    public void close() {
        source.close();
    }

    /** Neither what is sent nor to whom. */
    @Override
    public String toString() {
        return "DistinctSource";
    }
}
