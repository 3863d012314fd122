package org.xftp.client;

import java.nio.file.Path;

/**
 * A file has arrived whole.
 *
 * @param file where it is
 * @param size its bytes, those of the clear text if it is encrypted
 * @param unacknowledged how many chunks' relays could not be told; those chunks stay until they expire
 */
public record DownloadResult(Path file, long size, int unacknowledged) {}
