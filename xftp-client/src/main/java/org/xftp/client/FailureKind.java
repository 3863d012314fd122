package org.xftp.client;

/** Why an operation failed, as far as a caller can act on it. */
public enum FailureKind {
    /** The caller asked for something impossible: no relays, a sender's description where a recipient's is needed. */
    USAGE,
    /** The relay cannot be reached or answered too late; the same call may succeed later. The only kind retried. */
    NETWORK,
    /** The relay is not the one that the address names, or does not keep to the protocol. */
    PROTOCOL,
    /** The relay does not accept the upload: wrong or missing password, uploads switched off, wrong size. */
    REFUSED,
    /** The relay does not have the chunk for this key: expired, deleted, already acknowledged, or a wrong link. */
    GONE,
    /** The operator of the relay blocked the file. */
    BLOCKED,
    /** The relay's storage is full. */
    QUOTA,
    /** What arrived is not what the description promises. Nothing of it is kept. */
    INTEGRITY,
    /** Reading or writing a local file failed, or the file changed while it was read. */
    DISK,
    /** The calling thread was interrupted, and its interrupt flag is set again; or the client was closed meanwhile. */
    INTERRUPTED
}
