/** Records, bytes and quota of a relay's chunks; knows nothing of the protocol or the network. */
module org.xftp.store {
    requires java.sql;
    requires com.zaxxer.hikari;
    requires static transitive org.jspecify;
    requires org.xerial.sqlitejdbc;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.apache;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.services.s3;
    requires software.amazon.awssdk.utils;

    exports org.xftp.store;
    exports org.xftp.store.file;
    exports org.xftp.store.postgres;
    exports org.xftp.store.s3;
    exports org.xftp.store.sqlite;
}
