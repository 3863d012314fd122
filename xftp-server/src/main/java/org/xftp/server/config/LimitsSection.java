package org.xftp.server.config;

import java.time.Duration;
import java.util.Optional;
import org.xftp.transport.AdmissionLimits;

/** The LIMITS section, which official relays do not have and pass over (docs/RELAY.md, limits). */
final class LimitsSection {
    private static final String OFF = "off";
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final int MOST_PER_SECOND = 1_000_000;
    private static final int MOST_TRANSFERS = 1_000_000;
    private static final int LONGEST_SECONDS = 86_400;
    private static final int FASTEST = 1 << 30;

    private final IniValues ini;

    private LimitsSection(IniValues ini) {
        this.ini = ini;
    }

    static RelayLimits read(IniValues ini) {
        return new LimitsSection(ini).read();
    }

    private RelayLimits read() {
        var standard = RelayLimits.STANDARD;
        var transport = standard.transport();
        var handshake = seconds(IniKey.HANDSHAKE_TIMEOUT, transport.handshake());
        var setup = seconds(IniKey.SETUP_TIMEOUT, transport.setup());
        notLess(IniKey.SETUP_TIMEOUT, setup, IniKey.HANDSHAKE_TIMEOUT, handshake);
        int streams = ini.number(IniKey.REQUESTS_PER_CONNECTION, 1, transport.streams()).orElse(transport.streams());
        var download = rate(IniKey.DOWNLOAD_TIMEOUT, IniKey.MIN_DOWNLOAD_RATE, standard.download());
        var admission = admission(transport.admission());
        int transfers = ini.number(IniKey.TRANSFERS, 1, MOST_TRANSFERS).orElse(standard.transfers());
        return new RelayLimits(seconds(IniKey.BLOCK_TIMEOUT, standard.block()),
                rate(IniKey.UPLOAD_TIMEOUT, IniKey.MIN_UPLOAD_RATE, standard.upload()), download,
                transfers, transfersPerAddress(transfers, admission), standard.stop(),
                transport.withAdmission(admission).withStreams(streams)
                        .withSetup(handshake, setup).withWriteStall(download.grace()));
    }

    /** Where all peers seem to come from one address, that has no share unless the ini says so. */
    private int transfersPerAddress(int transfers, AdmissionLimits admission) {
        int standard = admission.limitsAddresses() ? RelayLimits.shareOf(transfers) : AdmissionLimits.UNLIMITED;
        int perAddress = numberOrOff(IniKey.TRANSFERS_PER_ADDRESS, MOST_TRANSFERS).orElse(standard);
        notAbove(IniKey.TRANSFERS_PER_ADDRESS, perAddress, IniKey.TRANSFERS, transfers);
        return perAddress;
    }

    private AdmissionLimits admission(AdmissionLimits standard) {
        int connections = ini.number(IniKey.CONNECTIONS, 1, MOST_CONNECTIONS).orElse(standard.connections());
        int perAddress = numberOrOff(IniKey.CONNECTIONS_PER_ADDRESS, MOST_CONNECTIONS)
                .orElse(Math.min(connections, standard.connectionsPerAddress()));
        int handshakes = numberOrOff(IniKey.HANDSHAKES_PER_SECOND, MOST_PER_SECOND).orElse(standard.handshakes());
        int handshakesPerAddress = numberOrOff(IniKey.HANDSHAKES_PER_ADDRESS, MOST_PER_SECOND)
                .orElse(Math.min(handshakes, standard.handshakesPerAddress()));
        notAbove(IniKey.CONNECTIONS_PER_ADDRESS, perAddress, IniKey.CONNECTIONS, connections);
        notAbove(IniKey.HANDSHAKES_PER_ADDRESS, handshakesPerAddress, IniKey.HANDSHAKES_PER_SECOND, handshakes);
        return new AdmissionLimits(connections, perAddress, handshakes, handshakesPerAddress);
    }

    private MinimumRate rate(IniKey timeout, IniKey rate, MinimumRate standard) {
        int bytes = ini.value(rate, "bytes a second, such as 16kb",
                text -> StorageSize.parse(text).filter(size -> size <= FASTEST).map(Long::intValue))
                .orElse(standard.bytesPerSecond());
        return new MinimumRate(seconds(timeout, standard.grace()), bytes);
    }

    private Duration seconds(IniKey key, Duration fallback) {
        return ini.number(key, 1, LONGEST_SECONDS).map(Duration::ofSeconds).orElse(fallback);
    }

    private Optional<Integer> numberOrOff(IniKey key, int most) {
        return ini.value(key, "a number from 1 to " + most + ", or off", text -> text.equals(OFF)
                ? Optional.of(AdmissionLimits.UNLIMITED)
                : IniValues.wholeNumber(text, 1, most));
    }

    private void notLess(IniKey key, Duration value, IniKey other, Duration least) {
        if (value.compareTo(least) < 0) {
            ini.contradiction(key, "must not be less than " + other.key(), other);
        }
    }

    private void notAbove(IniKey key, int value, IniKey other, int most) {
        if (value > most && value != AdmissionLimits.UNLIMITED) {
            ini.contradiction(key, "must not be more than " + other.key(), other);
        }
    }
}
