package org.xftp.store.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Gives tests one server for all of a run, as a parameter of type {@link PostgresServer}; it ends with the run. Where
 * there can be none the tests are skipped.
 */
public final class SharedPostgres implements ExecutionCondition, ParameterResolver {
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
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return outcome(context) instanceof TestAbortedException skipped
                ? ConditionEvaluationResult.disabled(skipped.getMessage())
                : ConditionEvaluationResult.enabled("there is a server");
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return outcome(context);
    }

    private static Object outcome(ExtensionContext context) {
        return context.getRoot().getStore(PLACE)
                .getOrComputeIfAbsent("server", _ -> Outcome.start(), Outcome.class)
                .serverOrFailure();
    }
}
