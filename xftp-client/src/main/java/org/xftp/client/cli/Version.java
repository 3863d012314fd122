package org.xftp.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.xftp.protocol.crypto.SecretBox;
import picocli.CommandLine.IVersionProvider;

/** What a bug report needs to know of the program. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[]{text(), "XFTP protocol versions 1 to 3",
            "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch"),
            "Encryption by " + SecretBox.implementation()};
    }

    static String text() {
        try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
            return "xftp " + (in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own files cannot be read", e);
        }
    }
}
