package org.xftp.protocol.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xftp.protocol.wire.WireException;

class XftpErrorTest {
    static Stream<XftpError> samples() {
        return Samples.errors();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void textRoundTrips(XftpError error) {
        assertThat(XftpError.parse(error.text())).isEqualTo(error);
    }

    @Test
    void oldNameOfNoEntityIsRead() {
        assertThat(XftpError.parse("CMD NO_QUEUE")).isEqualTo(ErrorCode.NO_ENTITY);
        assertThat(ErrorCode.NO_ENTITY.text()).isEqualTo("CMD NO_ENTITY");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"reason=spam|reason=spam", "reason=content,notice={}|reason=content,notice={}",
        "reason=content,notice={\"ttl\":3600}|reason=content,notice={\"ttl\":3600}",
        "reason=spam,notice={\"ttl\":null}|reason=spam,notice={}",
        "reason=content,notice={\"ttl\": 3600}|reason=content,notice={\"ttl\":3600}",
        "reason=content,notice={\"more\":[1]}|reason=content,notice={}"})
    void blockingDetailsAreWrittenInOneForm(String read, String written) {
        assertThat(Blocked.parseDetails(read).details()).isEqualTo(written);
        assertThat(Blocked.parseDetails(read).text()).isEqualTo("BLOCKED " + written);
    }

    @Test
    void blockingDetailsWithoutReasonAreRefused() {
        for (String details : new String[]{"", "spam", "notice={}", "reason=", "reason=SPAM", "Reason=spam"}) {
            assertThatThrownBy(() -> Blocked.parseDetails(details)).isInstanceOf(WireException.class);
        }
    }

    @Test
    void onlyVersion3HearsOfBlocking() {
        XftpError blocked = new Blocked(BlockReason.SPAM, Optional.of(new BlockNotice(OptionalLong.of(1))));
        assertThat(blocked.forVersion(1)).isEqualTo(ErrorCode.AUTH);
        assertThat(blocked.forVersion(2)).isEqualTo(ErrorCode.AUTH);
        assertThat(blocked.forVersion(3)).isEqualTo(blocked);
        assertThat(ErrorCode.QUOTA.forVersion(1)).isEqualTo(ErrorCode.QUOTA);
    }
}
