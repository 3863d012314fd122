package org.xftp.client.transfer;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.xftp.client.XftpClientException;

/**
 * A bounded number of tasks at a time, each on its own virtual thread. The first failure reaches the owner at its next
 * call; {@link #close} interrupts what still runs and waits for it, so that no task outlives the group.
 *
 * <p>One owner thread calls {@link #reserve}, {@link #start}, {@link #await} and {@link #close}.
 */
public final class TaskGroup implements AutoCloseable {
    /** What a task does; it frees its place when it ends. */
    public interface Task {
        void run() throws XftpClientException;
    }

    private final String name;
    private final IntSupplier limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Thread> running = new HashSet<>();
    private @Nullable Throwable failure;

    public TaskGroup(String name, int limit) {
        this(name, () -> limit);
    }

    /** With a limit that may change: it is asked for before each task, and tasks that run are left alone. */
    public TaskGroup(String name, IntSupplier limit) {
        this.name = name;
        this.limit = limit;
    }

    /** Waits until fewer tasks run than the limit; only {@link #start} of the same thread takes the free place. */
    public void reserve() throws XftpClientException {
        awaitRunning(limit.getAsInt() - 1);
    }

    public void start(Task task) throws XftpClientException {
        reserve();
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> run(task));
        lock.lock();
        try {
            running.add(thread);
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    /** Waits until every task has ended. */
    public void await() throws XftpClientException {
        awaitRunning(0);
    }

    private void awaitRunning(int most) throws XftpClientException {
        lock.lock();
        try {
            while (running.size() > most && failure == null) {
                changed.await();
            }
            throwFailure();
        } catch (InterruptedException e) {
            throw XftpClientException.interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private void throwFailure() throws XftpClientException {
        switch (failure) {
            case null -> {}
            case XftpClientException e -> throw e;
            case Throwable bug -> throw new IllegalStateException("a task of the transfer broke", bug);
        }
    }

    // A task that breaks must reach the owner, whatever it threw: nobody else would ever hear of it.
    private void run(Task task) {
        Throwable thrown = null;
        try {
            task.run();
        } catch (Throwable e) {
            thrown = e;
        }
        lock.lock();
        try {
            running.remove(Thread.currentThread());
            if (failure == null) {
                failure = thrown;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            running.forEach(Thread::interrupt);
            while (!running.isEmpty()) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
