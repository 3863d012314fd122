package org.xftp.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Bodies on their way from an old place to a new one (docs/SCALING.md, moving bytes): new ones are made in the new
 * place, those that are not there yet are read from the old one, what is deleted goes from both. {@link BodyMove} takes
 * them over while a relay works with them.
 *
 * <p>A body is always whole in one place at least: it leaves the old one only after it is in the new one.
 */
public final class MovingBodies implements ChunkBodies {
    private final ChunkBodies to;
    private final ChunkBodies from;

    /** Over these two, which are closed with this. */
    public MovingBodies(ChunkBodies to, ChunkBodies from) {
        this.to = to;
        this.from = from;
    }

    @Override
    public void bind(StoreId index) throws IOException {
        from.bind(index);
        to.bind(index);
    }

    @Override
    public PendingBody create(NewBody body) throws IOException {
        return to.create(body);
    }

    /** One that moved after the first look is found by the third. */
    @Override
    public Optional<ReadableBody> open(ChunkId id) throws IOException {
        Optional<ReadableBody> body = to.open(id);
        if (body.isEmpty()) {
            body = from.open(id);
        }
        return body.isPresent() ? body : to.open(id);
    }

    @Override
    public OptionalLong size(ChunkId id) throws IOException {
        OptionalLong size = to.size(id);
        if (size.isEmpty()) {
            size = from.size(id);
        }
        return size.isPresent() ? size : to.size(id);
    }

    @Override
    public boolean delete(ChunkId id) throws IOException {
        boolean old = from.delete(id);
        return to.delete(id) || old;
    }

    /** One place that fails keeps nothing from going from the other. */
    @Override
    public void deleteAll(List<ChunkId> ids) throws IOException {
        try {
            from.deleteAll(ids);
        } finally {
            to.deleteAll(ids);
        }
    }

    /** One that is in both places at that moment may be listed twice. */
    @Override
    public Listing list() throws IOException {
        Listing old = from.list();
        try {
            return new Both(old, to.list());
        } catch (IOException e) {
            old.close();
            throw e;
        }
    }

    @Override
    public void check() throws IOException {
        from.check();
        to.check();
    }

    @Override
    public void close() throws IOException {
        try {
            from.close();
        } finally {
            to.close();
        }
    }

    /** The old place first: a body that moves meanwhile is seen in one of them. */
    private record Both(Listing old, Listing recent) implements Listing {
        @Override
        public Optional<ChunkId> next() throws IOException {
            Optional<ChunkId> id = old.next();
            return id.isPresent() ? id : recent.next();
        }

        @Override
        public void close() throws IOException {
            try (old; recent) {
                return;
            }
        }
    }
}
