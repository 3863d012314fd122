package org.xftp.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a start has opened so far, to be closed again in the other order should a later step fail. */
final class Resources {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Failures of closing are added to {@code failure}. */
    void closeAfter(Exception failure) {
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }
}
