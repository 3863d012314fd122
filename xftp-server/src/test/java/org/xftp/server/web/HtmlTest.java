package org.xftp.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @Test
    void escapesWhatHasAMeaning() {
        assertThat(Html.escape("<b a=\"1\" c='2'>&\u0000\n é€")).isEqualTo(
                "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp; é€");
    }

    @Test
    void linksWebPages() {
        assertThat(Html.linked("https://example.org/?a=1&b=2")).isEqualTo("<a rel=\"noopener nofollow\""
                + " href=\"https://example.org/?a=1&amp;b=2\">https://example.org/?a=1&amp;b=2</a>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "JAVASCRIPT://example.org/%0aalert(1)", "data:text/html,x",
        "https:javascript", "https://exa mple.org", "//example.org", "example.org", "https://x\"onclick=1"})
    void linksNothingElse(String text) {
        assertThat(Html.linked(text)).isEqualTo(Html.escape(text));
    }

    @Test
    void mailsToAddressesOnly() {
        assertThat(Html.mailed("a@example.org")).isEqualTo("<a href=\"mailto:a@example.org\">a@example.org</a>");
        assertThat(Html.mailed("a@example.org?cc=b@example.org")).isEqualTo("a@example.org?cc=b@example.org");
    }
}
