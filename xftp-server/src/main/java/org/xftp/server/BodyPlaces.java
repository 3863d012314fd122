package org.xftp.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.xftp.server.config.RemoteStore;
import org.xftp.store.BodyMove;
import org.xftp.store.ChunkBodies;
import org.xftp.store.ChunkIndex;
import org.xftp.store.FreeSpace;
import org.xftp.store.MovingBodies;
import org.xftp.store.file.FileBodies;
import org.xftp.store.file.FileBodies.FlatBodies;
import org.xftp.store.s3.S3Bodies;

/**
 * Where the bytes of chunks are, opened.
 *
 * @param bodies all of them
 * @param room of the place that new ones go to
 * @param transfer between two places, when the settings say that they move
 */
record BodyPlaces(ChunkBodies bodies, FreeSpace room, Optional<Transfer> transfer) implements AutoCloseable {
    /** From one place to the other. */
    record Transfer(ChunkBodies from, BodyMove.Left left, ChunkBodies to, long bytesPerSecond) {}

    /**
     * Opens the places that are in use.
     *
     * @param directory of {@code [FILES] path}
     * @param minFreeDisk bytes that are left free there; 0: it may be filled
     * @param knowsFlat whether bodies that lie where the official relay puts them are all on record
     * @throws IOException also when another process uses the directory
     */
    static BodyPlaces open(RemoteStore remote, Path directory, long minFreeDisk, boolean knowsFlat, SecureRandom random)
            throws IOException {
        if (!remote.usesDirectory()) {
            return new BodyPlaces(S3Bodies.open(remote.objects().orElseThrow()), FreeSpace.unwatched(),
                    Optional.empty());
        }
        var files = FileBodies.open(directory, random, knowsFlat ? FlatBodies.OWN : FlatBodies.FOREIGN);
        var room = minFreeDisk == 0
                ? FreeSpace.unwatched()
                : FreeSpace.keeping(files::usableBytes, minFreeDisk, System::nanoTime);
        if (remote.moving().isEmpty()) {
            return new BodyPlaces(files, room, Optional.empty());
        }
        try {
            return moving(remote, files, room);
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    /** What there is to say of bytes on the disk that nobody reads. */
    static Optional<String> remark(RemoteStore remote, Path directory) throws IOException {
        return remote.usesDirectory() || !FileBodies.holdsAny(directory)
                ? Optional.empty()
                : Optional
                        .of("bytes of chunks lie in [FILES] path " + directory + ", which is not used with bodies = s3:"
                                + " if they are this relay's, add bodies_from = disk");
    }

    /** What there is to say when the directory has none of the bytes that are to be there. */
    static Optional<String> missing(RemoteStore remote, Path directory, long storedBytes) throws IOException {
        if (storedBytes == 0) {
            return Optional.empty();
        }
        if (leavesDirectory(remote)) {
            return FileBodies.isUnused(directory)
                    ? Optional
                            .of("[FILES] bodies_from is disk, but no bytes of this relay's chunks were ever in [FILES]"
                                    + " path: if a disk is to be mounted there, mount it; if nothing is left to move, remove"
                                    + " bodies_from")
                    : Optional.empty();
        }
        return remote.objects().isPresent() || FileBodies.holdsAny(directory)
                ? Optional.empty()
                : Optional
                        .of("no stored chunk has its bytes in [FILES] path: if a disk is to be mounted there, stop the"
                                + " relay and mount it; if the bytes are lost, their records expire by themselves");
    }

    private static boolean leavesDirectory(RemoteStore remote) {
        return remote.bodies().isPresent() && remote.moving().isPresent();
    }

    /**
     * Returns unless bytes are to be moved from a directory in which they never were; to be asked before {@link #open},
     * which makes it one of this relay.
     *
     * @param storedBytes of the chunks on record
     */
    static void requireFrom(RemoteStore remote, Path directory, long storedBytes) throws IOException {
        if (leavesDirectory(remote)) {
            var missing = missing(remote, directory, storedBytes);
            if (missing.isPresent()) {
                throw new IOException(missing.get());
            }
        }
    }

    private static BodyPlaces moving(RemoteStore remote, FileBodies files, FreeSpace disk) throws IOException {
        var objects = S3Bodies.open(remote.objects().orElseThrow());
        long rate = remote.moving().orElseThrow().bytesPerSecond();
        return remote.bodies().isPresent()
                ? new BodyPlaces(new MovingBodies(objects, files), FreeSpace.unwatched(),
                        Optional.of(new Transfer(files, files::listAll, objects, rate)))
                : new BodyPlaces(new MovingBodies(files, objects), disk,
                        Optional.of(new Transfer(objects, objects::list, files, rate)));
    }

    /** A move that has not begun; empty when nothing is to be moved. */
    Optional<BodyMove> move(ChunkIndex index, Optional<Duration> onFailure, BodyMove.Listener listener) {
        return transfer.map(way -> new BodyMove(index, way.from(), way.left(), way.to(), room,
                new BodyMove.Manner(way.bytesPerSecond(), onFailure), listener, System::nanoTime));
    }

    @Override
    public void close() throws IOException {
        bodies.close();
    }
}
