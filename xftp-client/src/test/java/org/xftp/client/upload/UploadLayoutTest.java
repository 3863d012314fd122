package org.xftp.client.upload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadLayoutTest {
    @ParameterizedTest
    @CsvSource({"1, 4", "3, 4", "4, 4", "5, 8", "8, 8", "9, 16", "200, 256", "1073741824, 1073741824"})
    void recipientsAreHiddenInThePowerOfTwoAbove(int recipients, int keys) {
        assertThat(new UploadLayout(1, false).keys(recipients)).isEqualTo(keys);
        assertThat(new UploadLayout(1, true).keys(recipients)).isEqualTo(recipients);
    }
}
