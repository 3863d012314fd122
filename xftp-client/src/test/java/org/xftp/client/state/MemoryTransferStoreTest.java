package org.xftp.client.state;

import java.util.Random;

class MemoryTransferStoreTest extends TransferStoreContract {
    @Override
    TransferStore store() {
        return new MemoryTransferStore(new Random(1));
    }
}
