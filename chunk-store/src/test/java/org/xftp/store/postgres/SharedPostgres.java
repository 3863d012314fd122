package org.xftp.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** Gives tests one server for all of a run, as a parameter of type {@link PostgresServer}; it ends with the run. */
public final class SharedPostgres implements ParameterResolver {
    private static final ExtensionContext.Namespace PLACE = ExtensionContext.Namespace.create(SharedPostgres.class);

    /** Starting it once has shown whether it can be started. */
    private record Outcome(Object serverOrFailure) implements AutoCloseable {
        static Outcome start() {
            try {
                return new Outcome(PostgresServer.start());
            } catch (TestAbortedException e) {
                return new Outcome(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            if (serverOrFailure instanceof PostgresServer server) {
                server.close();
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PostgresServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Object outcome = context.getRoot().getStore(PLACE)
                .getOrComputeIfAbsent("server", _ -> Outcome.start(), Outcome.class)
                .serverOrFailure();
        if (outcome instanceof TestAbortedException skipped) {
            throw skipped;
        }
        return outcome;
    }
}
