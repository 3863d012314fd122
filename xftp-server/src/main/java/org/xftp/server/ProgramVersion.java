package org.xftp.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version that the build wrote down. */
public final class ProgramVersion {
    private ProgramVersion() {}

    public static String number() throws IOException {
        var properties = new Properties();
        try (InputStream resource = ProgramVersion.class.getResourceAsStream("version.properties")) {
            properties.load(resource);
        }
        return properties.getProperty("version");
    }
}
