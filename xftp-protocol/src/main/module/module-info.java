/** XFTP as values: bytes in, values out. No sockets, files, clocks or threads. */
@org.jspecify.annotations.NullMarked
module org.xftp.protocol {
    requires static transitive org.jspecify;
    requires org.bouncycastle.provider;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires org.yaml.snakeyaml;
    // Only the native libraries that lie in its jar are used.
    requires com.goterl.lazysodium;

    exports org.xftp.protocol.description;
    exports org.xftp.protocol.chat;
    exports org.xftp.protocol.command;
    exports org.xftp.protocol.crypto;
    exports org.xftp.protocol.handshake;
    exports org.xftp.protocol.wire;
}
