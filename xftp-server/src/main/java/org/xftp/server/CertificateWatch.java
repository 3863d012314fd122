package org.xftp.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.config.CertificateFiles;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.WebCertificate;
import org.xftp.transport.TlsCredentials;

/**
 * Puts renewed certificates to use while the relay runs (docs/RELAY.md, certificates). Files that are bad leave what is
 * in use as it is; they are complained of once, and only when they are still the same at the next look: files that are
 * being written are not whole for a moment. Warns once a day of certificates that are about to expire.
 */
final class CertificateWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CertificateWatch.class.getName());
    private static final Duration WARN_BEFORE = Duration.ofDays(14);

    private final CertificateFiles files;
    private final RelayCertificates certificates;
    private final Consumer<RelayCertificates.Current> show;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("xftp-certificates").factory());
    /** What was put to use, or complained of. */
    private Digest settled;
    private Digest lastSeen;
    private @Nullable LocalDate warned;

    /**
     * Begins with the files as they are now: they are in use already.
     *
     * @param show makes new connections begin with these; throws IllegalArgumentException when they are unusable
     */
    CertificateWatch(CertificateFiles files, RelayCertificates certificates,
            Consumer<RelayCertificates.Current> show, InstantSource clock) {
        this.files = files;
        this.certificates = certificates;
        this.show = show;
        this.clock = clock;
        this.settled = files.state();
        this.lastSeen = settled;
    }

    /** Looks at once, and again at the interval of the files. */
    CertificateWatch start() {
        var _ = thread.scheduleWithFixedDelay(this::run, 0, files.checkEvery().toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void run() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "certificates could not be looked at", e);
        }
    }

    /** One look; gives back what was logged. */
    List<String> look() {
        var now = clock.instant();
        List<String> said = new ArrayList<>();
        var state = files.state();
        if (!state.equals(settled)) {
            var problems = renew(now, said);
            if (problems.isEmpty() || state.equals(lastSeen)) {
                said.addAll(problems);
                settled = state;
            }
        }
        lastSeen = state;
        warn(now, said);
        said.forEach(line -> LOG.log(System.Logger.Level.WARNING, line));
        return said;
    }

    private List<String> renew(Instant now, List<String> said) {
        List<String> problems = new ArrayList<>();
        var before = certificates.current();
        var next = new RelayCertificates.Current(identity(before.identity(), now, problems),
                web(before.web(), now, problems));
        if (next.equals(before)) {
            return problems;
        }
        try {
            certificates.replace(next);
            show.accept(next);
            said.add(changes(before, next));
        } catch (IllegalArgumentException e) {
            certificates.replace(before);
            problems.add("the new certificates cannot be used, the old ones stay: " + e.getMessage());
        }
        return problems;
    }

    private RelayIdentity identity(RelayIdentity before, Instant now, List<String> problems) {
        try {
            var next = files.identity(now);
            if (next.keyHash().equals(before.keyHash())) {
                return next;
            }
            problems.add("ca.crt is another one, and with it the address: restart the relay if that is meant");
        } catch (ConfigException e) {
            problems.add("the renewed TLS certificate cannot be used, the old one stays: " + e.getMessage());
        }
        return before;
    }

    private Optional<TlsCredentials> web(Optional<TlsCredentials> before, Instant now, List<String> problems) {
        return switch (files.webCertificate(now)) {
            case WebCertificate.Usable(var credentials, var remark) -> {
                remark.ifPresent(problems::add);
                yield Optional.of(credentials);
            }
            case WebCertificate.Unusable(var reason) -> {
                problems.add("the certificate for browsers cannot be used, "
                        + (before.isPresent() ? "the old one stays: " : "browsers are not served: ") + reason);
                yield before;
            }
            case WebCertificate.Absent() -> before;
        };
    }

    private static String changes(RelayCertificates.Current before, RelayCertificates.Current next) {
        if (next.web().equals(before.web())) {
            return "the renewed TLS certificate is in use";
        }
        return next.identity().equals(before.identity())
                ? "the renewed certificate for browsers is in use"
                : "the renewed certificates are in use";
    }

    private void warn(Instant now, List<String> said) {
        var today = now.atZone(ZoneOffset.UTC).toLocalDate();
        if (today.equals(warned)) {
            return;
        }
        warned = today;
        var expiry = certificates.expiry();
        expires("the TLS certificate of the relay", expiry.relay(), now, "run cert").ifPresent(said::add);
        expiry.web().flatMap(end -> expires("the certificate for browsers", end, now, "renew [WEB] cert"))
                .ifPresent(said::add);
    }

    private static Optional<String> expires(String what, Instant end, Instant now, String advice) {
        if (now.plus(WARN_BEFORE).isBefore(end)) {
            return Optional.empty();
        }
        return Optional.of(what + (now.isAfter(end) ? " expired on " : " expires on ")
                + end.atZone(ZoneOffset.UTC).toLocalDate() + ": " + advice);
    }

    /** Waits for a look that is under way. */
    @Override
    public void close() {
        thread.close();
    }
}
