package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls that must fail. */
public final class Failing {
    private Failing() {}

    /** Fails the test unless {@code call} fails for that reason, with a message of one line. */
    public static XftpClientException with(FailureKind kind, ThrowingCallable call) {
        XftpClientException failure = catchThrowableOfType(XftpClientException.class, call);
        assertThat(failure).as("a failure of kind %s", kind).isNotNull();
        assertThat(failure.kind()).as(String.valueOf(failure.getMessage())).isEqualTo(kind);
        assertThat(failure.getMessage()).isNotBlank().doesNotContain("\n");
        return failure;
    }
}
