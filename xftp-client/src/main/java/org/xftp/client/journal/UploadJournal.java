package org.xftp.client.journal;

import java.util.List;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.crypto.FileDigest;

/**
 * What an upload notes of its chunks, so that another process can go on with it. A note is kept for good when its call
 * returns: what the uploader does next may be cut off at any point. For several threads.
 */
public interface UploadJournal {
    /**
     * A chunk that an earlier run registered.
     *
     * @param stored the relay has confirmed its bytes; otherwise they may or may not have arrived
     */
    record Known(UploadedChunk chunk, boolean stored) {}

    /** Keeps nothing and knows nothing. */
    UploadJournal NONE = new UploadJournal() {
        @Override
        public List<Known> known(int number) {
            return List.of();
        }

        @Override
        public void registered(int number, UploadedChunk chunk) {
            // Not kept.
        }

        @Override
        public void stored(int number, UploadedChunk chunk) {
            // Not kept.
        }

        @Override
        public void finished(FileDigest digest) {
            // Not kept.
        }
    };

    /** Registrations of the chunk with that number, counted from 0, in the order in which earlier runs made them. */
    List<Known> known(int number);

    /** To be called before the first byte of the chunk is sent to the relay. */
    void registered(int number, UploadedChunk chunk) throws XftpClientException;

    /** The relay has confirmed the chunk. */
    void stored(int number, UploadedChunk chunk) throws XftpClientException;

    /** Every chunk is stored; the digest of the whole encrypted file. */
    void finished(FileDigest digest) throws XftpClientException;
}
