package org.xftp.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Event loops of one end, on daemon threads. */
final class EventLoops {
    private EventLoops() {}

    /**
     * One for every two processors: the others digest, encrypt and use the disk meanwhile. Each loop has a queue of its
     * own for the virtual threads that it wakes, and a carrier empties one before it looks at another, so that many
     * loops serve some connections much later than others.
     */
    static EventLoopGroup forThisMachine(String threads) {
        return of(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), threads);
    }

    static EventLoopGroup of(int count, String threads) {
        return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(threads, true),
                NioIoHandler.newFactory());
    }
}
