package org.xftp.client.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version from the jar's manifest, where the program runs from a jar. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Xftp.class.getPackage().getImplementationVersion()).orElse("from sources");
        return new String[]{"xftp " + version + ", XFTP protocol versions 1 to 3"};
    }
}
