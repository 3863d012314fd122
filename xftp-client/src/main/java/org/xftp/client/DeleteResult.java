package org.xftp.client;

/**
 * What deleting a file did, in replicas of chunks.
 *
 * @param deleted deleted now
 * @param gone had expired, been deleted or been blocked before
 */
public record DeleteResult(int deleted, int gone) {}
