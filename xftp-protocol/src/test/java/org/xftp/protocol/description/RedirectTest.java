package org.xftp.protocol.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xftp.protocol.crypto.FileDigest;

class RedirectTest {
    private static final FileDescription INNER = read("notes.txt.rcv1.xftp");
    private static final FileDescription OTHER = read("photo.jpg.rcv1.xftp");

    @Test
    void acceptsTheDescriptionThatItNames() throws DescriptionException {
        Redirect redirect = Redirect.to(INNER);

        assertThat(redirect).isEqualTo(new Redirect(INNER.digest(), 131072));
        assertThat(redirect.check(INNER)).isSameAs(INNER);
    }

    @Test
    void refusesAnotherFile() {
        for (Redirect redirect : new Redirect[]{Redirect.to(OTHER), new Redirect(INNER.digest(), INNER.size() + 1),
            new Redirect(FileDigest.of(new byte[64]), INNER.size())}) {
            assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> redirect.check(INNER)).withMessage(
                    "the redirect leads to another file than it says");
        }
    }

    @Test
    void hasOneLevelOnly() {
        FileDescription nested = FileDescription.of(INNER.party(), INNER.digest(), INNER.key(), INNER.nonce(), INNER
                .chunks(), Optional.of(Redirect.to(OTHER)));

        assertThatExceptionOfType(DescriptionException.class).isThrownBy(() -> Redirect.to(INNER).check(nested))
                .withMessage("the redirect leads to another redirect");
        assertThatIllegalArgumentException().isThrownBy(() -> Redirect.to(nested));
        assertThat(DescriptionYaml.write(nested)).contains("redirect:\n  digest: wEeqtJYU", "  size: 1048576\n");
    }

    private static FileDescription read(String name) {
        try {
            return DescriptionYaml.read(Fixtures.description(name));
        } catch (DescriptionException e) {
            throw new AssertionError(e);
        }
    }
}
