package org.xftp.store.s3;

import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import org.xftp.store.ChunkBodies.Listing;
import org.xftp.store.ChunkId;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Goes through the objects by pages. Others that somebody put there are none of ours. */
final class ObjectListing implements Listing {
    private final ObjectRequests requests;
    private final String prefix;
    private Iterator<S3Object> page;
    private Optional<String> next;

    ObjectListing(ObjectRequests requests, String prefix) throws IOException {
        this.requests = requests;
        this.prefix = prefix;
        ListObjectsV2Response first = requests.list(prefix, Optional.empty());
        page = first.contents().iterator();
        next = token(first);
    }

    private static Optional<String> token(ListObjectsV2Response listed) {
        return Optional.ofNullable(listed.nextContinuationToken())
                .filter(_ -> Boolean.TRUE.equals(listed.isTruncated()));
    }

    @Override
    public Optional<ChunkId> next() throws IOException {
        while (true) {
            while (page.hasNext()) {
                Optional<ChunkId> id = ChunkId.fromBase64Url(page.next().key().substring(prefix.length()));
                if (id.isPresent()) {
                    return id;
                }
            }
            if (next.isEmpty()) {
                return Optional.empty();
            }
            ListObjectsV2Response listed = requests.list(prefix, next);
            page = listed.contents().iterator();
            next = token(listed);
        }
    }

    @Override
    public void close() {
        // Nothing is held between two pages.
    }
}
