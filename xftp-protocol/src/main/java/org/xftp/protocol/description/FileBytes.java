package org.xftp.protocol.description;

/**
 * Where the bytes of a file come from while it is being encrypted.
 *
 * @param <E> how reading fails
 */
@FunctionalInterface
public interface FileBytes<E extends Exception> {
    /**
     * Puts exactly {@code length} bytes of the file into {@code target}, from {@code offset} on.
     *
     * @param position of the first of them in the file; one call continues the one before unless that failed
     * @param length 1 or more, never past the file's end
     * @throws E when the bytes cannot be had, also because the file became shorter
     */
    void read(long position, byte[] target, int offset, int length) throws E;
}
