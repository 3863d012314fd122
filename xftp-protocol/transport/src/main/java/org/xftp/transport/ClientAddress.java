package org.xftp.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What counts as one client: an IPv4 address, or the 64 bits of IPv6 that one customer of a provider has. Lives in
 * memory only and never prints.
 */
public record ClientAddress(long network, boolean isIpv4) {

    /** Empty for the machine's own addresses, which many clients may share. */
    public static Optional<ClientAddress> of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return Optional.empty();
        }
        var bytes = ByteBuffer.wrap(address.getAddress());
        return Optional.of(address instanceof Inet4Address
                ? new ClientAddress(bytes.getInt(), true)
                : new ClientAddress(bytes.getLong(), false));
    }

    @Override
    public String toString() {
        return "ClientAddress[redacted]";
    }
}
