package org.xftp.store;

import java.io.IOException;

/** What an upload needs before its first byte is taken: its part of the quota, and space on the disk. */
record Room(Quota quota, FreeSpace disk) {
    /**
     * Takes both or none.
     *
     * @param counted bytes that the quota does not count yet
     * @param written bytes that will be written
     * @return false when there is too little of one of them
     */
    boolean reserve(long counted, long written) throws IOException {
        if (!quota.reserve(counted)) {
            return false;
        }
        boolean reserved = false;
        try {
            reserved = disk.reserve(written);
            return reserved;
        } finally {
            if (!reserved) {
                quota.release(counted);
            }
        }
    }

    /** Gives back what {@link #reserve} took, less what the quota is to go on counting. */
    void release(long counted, long written) {
        quota.release(counted);
        disk.release(written);
    }
}
