package org.xftp.protocol.description;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One name under which a relay can be reached (docs/PROTOCOL.md section 7). Hosts are ordered as
 * official programs order them: by kind, as listed here, then by value.
 */
public sealed interface RelayHost extends Comparable<RelayHost> {
    /** As needed to connect: an address or a name, IPv6 without brackets. */
    String text();

    /** An IPv4 address, its 32 bits in network order. */
    record Ipv4(int bits) implements RelayHost {
        @Override
        public String text() {
            return Ipv4Text.print(bits);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** An IPv6 address, its 128 bits in network order. */
    record Ipv6(long high, long low) implements RelayHost {
        @Override
        public String text() {
            int[] groups = new int[8];
            for (int i = 0; i < 8; i++) {
                groups[i] = (int) ((i < 4 ? high : low) >>> (16 * (3 - i % 4))) & 0xffff;
            }
            return Ipv6Text.print(groups);
        }

        /** In brackets, as in an address. */
        @Override
        public String toString() {
            return "[" + text() + "]";
        }
    }

    /** A Tor onion service, with its {@code .onion}. */
    record Onion(String text) implements RelayHost {
        private static final Pattern FORM = Pattern.compile("[a-z0-9]{1,56}\\.onion");

        public Onion {
            if (!FORM.matcher(text).matches()) {
                throw new IllegalArgumentException("not an onion name");
            }
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A DNS name, kept as written. Never an onion name in another spelling: its text is given to resolvers. */
    record Name(String text) implements RelayHost {
        private static final int MAX_LENGTH = 253;
        private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?");
        private static final Pattern ONION = Pattern.compile(".*\\.onion\\.?", Pattern.CASE_INSENSITIVE);

        public Name {
            if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches() || text.contains("..") || Ipv4Text
                    .looksLike(text) || ONION.matcher(text).matches()) {
                throw new IllegalArgumentException("not a DNS name");
            }
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Reads one host, IPv6 with or without brackets.
     *
     * @throws DescriptionException when it is none of the four kinds
     */
    static RelayHost parse(String text) throws DescriptionException {
        boolean bracketed = text.length() > 1 && text.startsWith("[") && text.endsWith("]");
        Optional<int[]> ipv6 = Ipv6Text.parse(bracketed ? text.substring(1, text.length() - 1) : text);
        if (ipv6.isPresent()) {
            return new Ipv6(half(ipv6.get(), 0), half(ipv6.get(), 4));
        }
        Optional<Integer> ipv4 = Ipv4Text.parse(text);
        if (ipv4.isPresent()) {
            return new Ipv4(ipv4.get());
        }
        try {
            return text.endsWith(".onion") ? new Onion(text) : new Name(text);
        } catch (IllegalArgumentException e) {
            throw new DescriptionException("a relay's host is neither an IP address nor a name");
        }
    }

    @Override
    default int compareTo(RelayHost other) {
        return switch (this) {
            case Ipv4 a when other instanceof Ipv4 b -> Integer.compareUnsigned(a.bits, b.bits);
            case Ipv6 a when other instanceof Ipv6 b -> a.high != b.high
                    ? Long.compareUnsigned(a.high, b.high)
                    : Long.compareUnsigned(a.low, b.low);
            case Onion a when other instanceof Onion b -> a.text.compareTo(b.text);
            case Name a when other instanceof Name b -> a.text.compareTo(b.text);
            case Ipv4 _,Ipv6 _,Onion _,Name _ -> Integer.compare(kind(this), kind(other));
        };
    }

    private static int kind(RelayHost host) {
        return switch (host) {
            case Ipv4 _ -> 0;
            case Ipv6 _ -> 1;
            case Onion _ -> 2;
            case Name _ -> 3;
        };
    }

    private static long half(int[] groups, int from) {
        return (long) groups[from] << 48 | (long) groups[from + 1] << 32 | (long) groups[from + 2] << 16
                | groups[from + 3];
    }
}
