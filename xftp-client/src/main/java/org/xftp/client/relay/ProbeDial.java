package org.xftp.client.relay;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;
import org.xftp.transport.CertificateCheck;
import org.xftp.transport.ClientConnection;
import org.xftp.transport.ConnectListener;

/**
 * The steps of one attempt to reach one host, up to TLS. The transport makes them all in one call and on several threads;
 * this notes when each began.
 */
final class ProbeDial implements ConnectListener, CertificateCheck {
    private final RelayDialer dialer;
    private final ProbeLog log;
    private final IdentityCheck identity;
    private final boolean proxied;
    private final long began;
    private volatile @Nullable Long resolved;
    private volatile @Nullable Long connected;
    private volatile @Nullable Duration identityTime;

    /** @param proxied whether there is a proxy, which resolves names */
    ProbeDial(RelayDialer dialer, ProbeLog log, IdentityCheck identity, boolean proxied) {
        this.dialer = dialer;
        this.log = log;
        this.identity = identity;
        this.proxied = proxied;
        began = log.now();
    }

    @Override
    public void reached(Stage stage) {
        switch (stage) {
            case RESOLVED -> resolved = log.now();
            case CONNECTED -> connected = log.now();
        }
    }

    @Override
    public void check(List<CertificateDer> chain) throws IdentityCheck.WrongIdentityException {
        long checking = log.now();
        try {
            identity.check(chain);
        } finally {
            identityTime = Duration.ofNanos(log.now() - checking);
        }
    }

    /** A connection over which TLS is agreed with the right relay; all steps so far are noted either way. */
    ClientConnection connect(RelayAddress relay, RelayHost host) throws XftpClientException {
        try {
            ClientConnection connection = dialer.connect(host.text(), relay.port(), this, this);
            note(null);
            return connection;
        } catch (XftpClientException e) {
            if (e.kind() != FailureKind.INTERRUPTED) {
                note(e);
            }
            throw e;
        }
    }

    private void note(@Nullable XftpClientException failure) {
        long ended = log.now();
        Long named = proxied ? Long.valueOf(began) : resolved;
        if (proxied) {
            log.leftToProxy(ProbeStep.DNS);
        } else {
            noteStep(ProbeStep.DNS, began, named, ended, failure);
        }
        if (named != null) {
            Long there = connected;
            noteStep(ProbeStep.TCP, named, there, ended, failure);
            if (there != null) {
                noteTls(ended - there, failure);
            }
        }
    }

    /** @param to when the step was done, if it was */
    private void noteStep(ProbeStep step, long from, @Nullable Long to, long ended,
            @Nullable XftpClientException failure) {
        if (to != null) {
            log.passed(step, to - from);
        } else if (failure != null) {
            log.failed(step, ended - from, failure);
        }
    }

    /** The identity is looked at in the middle of agreeing TLS. */
    private void noteTls(long nanos, @Nullable XftpClientException failure) {
        Duration within = identityTime;
        long identityNanos = within == null ? 0 : within.toNanos();
        boolean wrongIdentity = failure != null && failure.getCause() instanceof IdentityCheck.WrongIdentityException;
        if (failure != null && !wrongIdentity) {
            log.failed(ProbeStep.TLS, nanos - identityNanos, failure);
            return;
        }
        log.passed(ProbeStep.TLS, nanos - identityNanos);
        if (failure != null) {
            log.failed(ProbeStep.IDENTITY, identityNanos, failure);
        } else {
            log.passed(ProbeStep.IDENTITY, identityNanos);
        }
    }
}
