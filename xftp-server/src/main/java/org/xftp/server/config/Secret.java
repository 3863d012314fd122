package org.xftp.server.config;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a relay keeps from others; each can come from the places that docs/RELAY.md names (passwords). */
public enum Secret {
    /** What senders must know. */
    CREATE(IniKey.CREATE_PASSWORD, IniKey.CREATE_PASSWORD_FILE),
    /** Of the control port. */
    ADMIN(IniKey.CONTROL_PORT_ADMIN_PASSWORD, IniKey.CONTROL_PORT_ADMIN_PASSWORD_FILE),
    /** Of the control port. */
    USER(IniKey.CONTROL_PORT_USER_PASSWORD, IniKey.CONTROL_PORT_USER_PASSWORD_FILE),
    /** Of the user that {@code db_connection} names. */
    DATABASE(IniKey.DB_PASSWORD, IniKey.DB_PASSWORD_FILE),
    /** Of the object store. */
    S3_ACCESS(IniKey.S3_ACCESS_KEY, IniKey.S3_ACCESS_KEY_FILE),
    /** Of the object store. */
    S3_SECRET(IniKey.S3_SECRET_KEY, IniKey.S3_SECRET_KEY_FILE);

    /** Both of the object store. */
    public static final Set<Secret> OF_OBJECTS = Set.of(S3_ACCESS, S3_SECRET);

    private final IniKey value;
    private final IniKey file;
    private final String variable;

    /** The variable has the key's name. */
    Secret(IniKey value, IniKey file) {
        this.value = value;
        this.file = file;
        this.variable = "XFTP_" + value.key().toUpperCase(Locale.ROOT);
    }

    static Set<Secret> all() {
        return EnumSet.allOf(Secret.class);
    }

    IniKey value() {
        return value;
    }

    /** The key that names its file. */
    public IniKey file() {
        return file;
    }

    String variable() {
        return variable;
    }
}
