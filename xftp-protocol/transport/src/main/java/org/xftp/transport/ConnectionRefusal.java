package org.xftp.transport;

/** Why a server closed a connection as soon as it was accepted. */
public enum ConnectionRefusal {
    /** As many connections as the limits allow are open. */
    TOO_MANY,
    /** As many connections of one address as the limits allow are open. */
    TOO_MANY_OF_ADDRESS,
    /** More handshakes than the limits allow are under way. */
    TOO_MANY_HANDSHAKES
}
