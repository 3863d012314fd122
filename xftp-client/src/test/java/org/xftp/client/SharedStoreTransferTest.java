package org.xftp.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xftp.server.config.RemoteStore;
import org.xftp.store.postgres.PostgresServer;
import org.xftp.store.postgres.SharedPostgres;
import org.xftp.store.s3.S3Server;

/** The same transfers through relays with their records in PostgreSQL and their bytes in an object store. */
@ExtendWith(SharedPostgres.class)
class SharedStoreTransferTest extends TransferTest {
    private final PostgresServer database;
    private Optional<S3Server> objects = Optional.empty();

    SharedStoreTransferTest(PostgresServer database) {
        this.database = database;
    }

    @Override
    TestRelays open(Path home) throws IOException {
        S3Server server = S3Server.start(home.resolve("objects"));
        objects = Optional.of(server);
        TestRelays relays = new TestRelays(home);
        for (String name : new String[]{"one", "two", "three"}) {
            relays.add(settings -> settings.withRemoteStore(new RemoteStore(
                    Optional.of(database.settings("transfer_" + name)), Optional.of(server.settings(name + "/")))));
        }
        return relays;
    }

    @AfterAll
    @Override
    void stop() throws IOException {
        super.stop();
        if (objects.isPresent()) {
            objects.get().close();
        }
    }
}
