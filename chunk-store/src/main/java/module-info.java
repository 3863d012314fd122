/** Records, bytes and quota of a relay's chunks; knows nothing of the protocol or the network. */
module org.xftp.store {
    requires java.sql;
    requires com.zaxxer.hikari;
    requires org.apache.commons.io;
    requires static transitive org.jspecify;
    requires org.xerial.sqlitejdbc;

    exports org.xftp.store;
    exports org.xftp.store.file;
    exports org.xftp.store.postgres;
    exports org.xftp.store.sqlite;
}
