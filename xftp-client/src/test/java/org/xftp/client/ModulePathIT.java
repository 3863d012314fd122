package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built jars as modules, used by a module of someone else's that needs nothing of the program. */
@Timeout(120)
class ModulePathIT {
    /** All that the library takes. */
    private static final List<String> NEEDED = List.of("xftp-protocol", "xftp-transport", "bcprov", "bctls", "bcutil",
            "jackson-annotations", "jackson-core", "jackson-databind", "jackson-dataformat-yaml", "jspecify",
            "lazysodium", "netty-", "snakeyaml");
    private static final Path SOURCES = Path.of("src/test/resources/embedder");

    private final Path jar = Path.of(System.getProperty("xftp.jar"));
    private final Path lib = Path.of(System.getProperty("xftp.lib"));
    @TempDir
    private Path directory = Path.of("");

    /** The table of packages in docs/LIBRARY.md, as far as this jar has them. */
    @Test
    void onlyThePackagesForCallersAreExported() {
        ModuleDescriptor descriptor = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
        assertThat(descriptor.isAutomatic()).isFalse();
        assertThat(descriptor.name()).isEqualTo("org.xftp.client");
        assertThat(descriptor.exports()).extracting(Exports::source).containsExactlyInAnyOrder("org.xftp.client",
                "org.xftp.client.archive", "org.xftp.client.atrest", "org.xftp.client.relay", "org.xftp.client.state");
        assertThat(descriptor.exports()).noneMatch(Exports::isQualified);
        assertThat(descriptor.opens()).isEmpty();
    }

    @Test
    void aModuleThatRequiresTheLibrarySendsAndReceives() throws IOException, InterruptedException {
        Path classes = directory.resolve("classes");
        assertThat(compile(classes, SOURCES.resolve("embedder/Embedder.java"))).isEmpty();
        try (TestRelays relays = TestRelays.start(directory, 1)) {
            Path received = Files.createDirectory(directory.resolve("received"));
            assertThat(run(classes, relays.addresses().getFirst().toString(), received.toString()))
                    .containsExactly("org.xftp.client modules");
        }
    }

    @Test
    void internalPackagesAreNotVisible() throws IOException {
        Path source = directory.resolve("Curious.java");
        Files.writeString(source, "package embedder; class Curious { org.xftp.client.pool.RelayPool pool; }");
        assertThat(compile(directory.resolve("classes"), source))
                .contains(
                        "package org.xftp.client.pool is declared in module org.xftp.client, which does not export it");
    }

    /** What the compiler has to say of the module with that class. */
    private String compile(Path classes, Path source) throws IOException {
        StringWriter said = new StringWriter();
        ToolProvider.findFirst("javac").orElseThrow().run(new PrintWriter(said, true), new PrintWriter(said, true),
                "-Xlint:all,-requires-automatic,-requires-transitive-automatic", "-d", classes.toString(),
                // Otherwise it would be that of the tests.
                "--class-path", directory.toString(), "--module-path", modulePath(),
                SOURCES.resolve("module-info.java").toString(), source.toString());
        return said.toString();
    }

    private String modulePath() throws IOException {
        List<Path> path = new ArrayList<>(TestFiles.list(lib));
        path.removeIf(file -> NEEDED.stream().noneMatch(file.getFileName().toString()::startsWith));
        path.add(jar);
        return path.stream().map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator")));
    }

    /** What the program prints, errors and warnings of the virtual machine among it. */
    private List<String> run(Path classes, String relay, String received) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=org.xftp.protocol", "--module-path",
                classes + System.getProperty("path.separator") + modulePath(), "--module", "embedder/embedder.Embedder",
                relay, received).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return said.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
