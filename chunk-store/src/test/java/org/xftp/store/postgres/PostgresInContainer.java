package org.xftp.store.postgres;

import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A PostgreSQL server for machines that have Docker and no PostgreSQL; Testcontainers ends it with the tests. */
final class PostgresInContainer {
    private static final String IMAGE = "postgres:17";

    private PostgresInContainer() {}

    /**
     * Starts it.
     *
     * @param name of user, password and database
     * @return host:port/database
     */
    static String start(String name) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new TestAbortedException("there is neither PostgreSQL nor Docker on this machine:"
                    + " apt-get install postgresql");
        }
        var server = new PostgreSQLContainer(IMAGE).withUsername(name).withPassword(name).withDatabaseName(name);
        server.start();
        return server.getHost() + ":" + server.getFirstMappedPort() + "/" + name;
    }
}
