/** Sends and receives files over XFTP relays; docs/LIBRARY.md tells how. */
@org.jspecify.annotations.NullMarked
module org.xftp.client {
    requires static transitive org.jspecify;
    requires transitive org.xftp.protocol;
    requires transitive org.xftp.transport;
    // The program's, which lies in the same jar.
    requires static com.fasterxml.jackson.databind;
    requires static com.google.zxing;
    requires static info.picocli;
    requires static org.apache.commons.io;

    exports org.xftp.client;
    exports org.xftp.client.archive;
    exports org.xftp.client.atrest;
    exports org.xftp.client.relay;
    exports org.xftp.client.state;
}
