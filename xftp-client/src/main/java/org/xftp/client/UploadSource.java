package org.xftp.client;

import org.xftp.protocol.description.FileBytes;
import org.xftp.protocol.description.FileHeader;

/** What is uploaded: bytes of a known number, read once and in order. */
interface UploadSource extends FileBytes<XftpClientException> {
    FileHeader header();

    /** Bytes, fixed when the source is opened. */
    long length();

    /** To be called after the last byte was read: fails when the source is no longer what it was when opened. */
    void checkUnchanged() throws XftpClientException;
}
