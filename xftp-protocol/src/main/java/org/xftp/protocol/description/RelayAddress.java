package org.xftp.protocol.description;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.crypto.KeyHash;

/**
 * How to reach a relay and know it (docs/PROTOCOL.md section 7). Several hosts are one relay under
 * several names, say clearnet and onion.
 *
 * @param hosts at least one, in the order of preference
 * @param writtenPort 1..65535 as it stands in the text; an address without a port and one with 443
 *     mean the same relay but are written differently
 * @param keyHash the relay's identity
 * @param password what the relay wants to see before it takes uploads
 */
public record RelayAddress(List<RelayHost> hosts, OptionalInt writtenPort, KeyHash keyHash,
        Optional<Password> password) {
    /** Taken when an address names no port. */
    public static final int DEFAULT_PORT = 443;

    /**
     * By hosts, then port as text (none first), then key hash: how official programs order the relays of a
     * description. Passwords count for nothing.
     */
    public static final Comparator<RelayAddress> OFFICIAL_ORDER = RelayAddress::compareOfficially;

    public RelayAddress {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("an address without a host");
        }
        if (writtenPort.isPresent() && (writtenPort.getAsInt() < 1 || writtenPort.getAsInt() > 65535)) {
            throw new IllegalArgumentException("no such port");
        }
    }

    /** An address without a password, as relays print theirs: port 443 goes without saying. */
    public static RelayAddress of(List<RelayHost> hosts, int port, KeyHash keyHash) {
        OptionalInt written = port == DEFAULT_PORT ? OptionalInt.empty() : OptionalInt.of(port);
        return new RelayAddress(hosts, written, keyHash, Optional.empty());
    }

    /**
     * Reads one address.
     *
     * @throws DescriptionException saying which part is wrong
     */
    public static RelayAddress parse(String text) throws DescriptionException {
        return RelayAddressText.parse(text);
    }

    /**
     * Reads addresses separated by {@code ;}. Spaces around them and empty places are ignored.
     *
     * @return at least one
     * @throws DescriptionException when there is none, or one is wrong
     */
    public static List<RelayAddress> parseList(String text) throws DescriptionException {
        List<RelayAddress> addresses = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            if (!part.isBlank()) {
                addresses.add(parse(part.strip()));
            }
        }
        if (addresses.isEmpty()) {
            throw new DescriptionException("no relay address is given");
        }
        return List.copyOf(addresses);
    }

    /** Where to connect to, 1..65535. */
    public int port() {
        return writtenPort.orElse(DEFAULT_PORT);
    }

    /** The same relay, fit for a description. */
    public RelayAddress withoutPassword() {
        return new RelayAddress(hosts, writtenPort, keyHash, Optional.empty());
    }

    /** The same relay, for uploading to it. */
    public RelayAddress withPassword(Password uploads) {
        return new RelayAddress(hosts, writtenPort, keyHash, Optional.of(uploads));
    }

    /** The address with its password, if it has one: for the owner's eyes and configuration only. */
    public String textWithPassword() {
        return text(password.map(secret -> ":" + new String(secret.toArray(), StandardCharsets.UTF_8)).orElse(""));
    }

    /** The address without its password, as descriptions and people get it. */
    @Override
    public String toString() {
        return text("");
    }

    private String text(String secret) {
        String names = String.join(",", hosts.stream().map(RelayHost::toString).toList());
        String port = portText();
        return "xftp://" + keyHash.base64Url() + secret + "@" + names + (port.isEmpty() ? "" : ":" + port);
    }

    private String portText() {
        return writtenPort.isPresent() ? Integer.toString(writtenPort.getAsInt()) : "";
    }

    private static int compareOfficially(RelayAddress a, RelayAddress b) {
        int byHosts = compareHosts(a.hosts, b.hosts);
        int byPort = byHosts == 0 ? a.portText().compareTo(b.portText()) : byHosts;
        return byPort == 0 ? Arrays.compareUnsigned(a.keyHash.toArray(), b.keyHash.toArray()) : byPort;
    }

    private static int compareHosts(List<RelayHost> a, List<RelayHost> b) {
        return Arrays.compare(a.toArray(RelayHost[]::new), b.toArray(RelayHost[]::new));
    }
}
