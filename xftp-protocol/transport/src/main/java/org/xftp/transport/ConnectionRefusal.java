package org.xftp.transport;

/** Why a server closed a connection as soon as it was accepted. */
public enum ConnectionRefusal {
    /** As many connections as the limits allow are open. */
    TOO_MANY
}
