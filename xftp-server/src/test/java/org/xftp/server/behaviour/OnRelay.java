package org.xftp.server.behaviour;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test of a class a {@link Bench} at one relay, started once for the class. */
final class OnRelay
        implements
            BeforeAllCallback,
            AfterAllCallback,
            BeforeEachCallback,
            AfterEachCallback,
            ParameterResolver {
    private final RelayKind kind;
    private final SecureRandom random = new SecureRandom();
    private @Nullable Path directory;
    private @Nullable Relays relays;
    private @Nullable Bench bench;

    OnRelay(RelayKind kind) {
        this.kind = kind;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Path made = Files.createTempDirectory("relay");
        directory = made;
        relays = new Relays(made, random);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        if (relays != null) {
            bench = new Bench(relays.get(kind), random);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (relays != null) {
            relays.close();
        }
        if (directory != null) {
            Relays.delete(directory);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Bench.class;
    }

    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return bench;
    }
}
