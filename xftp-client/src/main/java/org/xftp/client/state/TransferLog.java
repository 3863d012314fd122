package org.xftp.client.state;

import java.io.IOException;
import java.util.List;

/** The entries of one transfer, claimed by this process until it is closed. For several threads. */
public interface TransferLog extends AutoCloseable {
    /** Of the transfer whose entries these are. */
    TransferId id();

    /**
     * The head first, then everything appended by earlier claims and this one, in order.
     *
     * @throws DamagedTransferException when something in their midst cannot be read; nothing may be appended then
     */
    List<Entry> entries() throws IOException;

    /**
     * Adds an entry at the end. It survives {@code kill -9} and power loss once this returns; an entry cut off half-way
     * is gone as a whole. Interrupting the thread does not disturb it. The cost does not depend on what is there.
     */
    void append(Entry entry) throws IOException;

    /** Removes the transfer with all its entries, and ends the claim. */
    void remove() throws IOException;

    /** Ends the claim; the entries stay. Nothing more happens when called again, or after {@link #remove}. */
    @Override
    void close() throws IOException;
}
