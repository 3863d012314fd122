package org.xftp.server;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.xftp.protocol.command.Blocked;
import org.xftp.server.control.ControlActions;
import org.xftp.server.statistics.RelayCounters;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkStore;

/** The control port's way to the store. */
record OperatorActions(ChunkStore store, RelayCounters counters) implements ControlActions {
    @Override
    public boolean delete(ChunkId recipient) throws IOException {
        var found = store.findByRecipient(recipient);
        boolean deleted = found.isPresent() && store.delete(found.get().chunk().id());
        if (deleted) {
            counters.deleted();
        }
        return deleted;
    }

    @Override
    public boolean block(ChunkId recipient, Blocked reason) throws IOException {
        var found = store.findByRecipient(recipient);
        boolean blocked = found.isPresent() && store.block(found.get().chunk().id(), reason.details());
        if (blocked) {
            counters.blocked();
        }
        return blocked;
    }

    @Override
    public String runtimeStatistics() throws IOException {
        var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        var runtime = ManagementFactory.getRuntimeMXBean();
        long collections = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionCount())).sum();
        return """
                uptime_seconds = %d
                heap_used_bytes = %d
                heap_max_bytes = %d
                garbage_collections = %d
                platform_threads = %d
                quota_used_bytes = %d""".formatted(Duration.ofMillis(runtime.getUptime()).toSeconds(),
                memory.getUsed(), memory.getMax(), collections,
                ManagementFactory.getThreadMXBean().getThreadCount(), store.usedBytes());
    }
}
