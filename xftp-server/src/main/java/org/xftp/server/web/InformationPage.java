package org.xftp.server.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xftp.server.config.IniKey;
import org.xftp.server.config.PublicAddress;
import org.xftp.server.config.RelayInformation;
import org.xftp.server.config.RelaySettings;

/** Who runs this relay, how to use it, and under which conditions, as HTML without scripts. */
record InformationPage(PublicAddress address, RelayInformation information, boolean newFiles, boolean password,
        Optional<Duration> expireAfter) {
    private static final long HOURS_SAID_AS_DAYS = 72;

    static InformationPage of(RelaySettings settings) {
        return new InformationPage(
                new PublicAddress(settings.identity().keyHash(), settings.site().hosts(), settings.port()),
                settings.site().information(), settings.newFiles(), settings.createPassword().isPresent(),
                settings.expireAfter());
    }

    String html() {
        return Layout.page("XFTP relay",
                """
                        <h1>XFTP relay</h1>
                        <p>This server passes on files that are encrypted from end to end. It keeps pieces of them, cannot read \
                        them, and does not know who sends what to whom.</p>
                        %s<table>
                        %s
                        </table>
                        %s"""
                        .formatted(addressPart(), rows(conditions()), aboutPart()));
    }

    private String addressPart() {
        var shown = Html.escape(address.toString());
        if (!address.isComplete()) {
            return "<p>Fingerprint: <code>" + Html.escape(address.identity().base64Url()) + "</code></p>\n";
        }
        return """
                <figure>%s<figcaption><code>%s</code></figcaption></figure>
                <p>To send files through it, add this address in the SimpleX app under <b>Network &amp; servers</b>, \
                <b>Media &amp; file servers</b>, or give it to <code>xftp send</code> with <code>-s</code>.</p>
                """.formatted(QrCode.of(address.toString()).svg("QR code of the relay's address"), shown);
    }

    private List<Optional<String>> conditions() {
        return List.of(row("New files", newFiles ? password ? "with a password" : "accepted" : "not accepted"),
                row("Files are kept", expireAfter.map(InformationPage::age).orElse("until they are deleted")));
    }

    private static String age(Duration age) {
        long hours = age.toHours();
        if (hours >= HOURS_SAID_AS_DAYS && hours % 24 == 0) {
            return "for " + hours / 24 + " days";
        }
        return "for " + hours + (hours == 1 ? " hour" : " hours");
    }

    private String aboutPart() {
        var about = rows(List.of(row("Operator", withCountry(IniKey.OPERATOR, IniKey.OPERATOR_COUNTRY)),
                row("Website", IniKey.WEBSITE, Html::linked),
                row("Administrator", IniKey.ADMIN_EMAIL, Html::mailed),
                row("Administrator in SimpleX", IniKey.ADMIN_SIMPLEX, Html::linked),
                row("Complaints", IniKey.COMPLAINTS_EMAIL, Html::mailed),
                row("Complaints in SimpleX", IniKey.COMPLAINTS_SIMPLEX, Html::linked),
                row("Server country", IniKey.SERVER_COUNTRY, Html::escape),
                row("Hosting", withCountry(IniKey.HOSTING, IniKey.HOSTING_COUNTRY)),
                row("Hosting type", IniKey.HOSTING_TYPE, Html::escape),
                row("Source code", IniKey.SOURCE_CODE, Html::linked)));
        return about.isEmpty() ? "" : "<h2>Who runs it</h2>\n<table>\n" + about + "\n</table>\n";
    }

    private Optional<String> withCountry(IniKey name, IniKey country) {
        return information.get(name)
                .map(text -> text + information.get(country).map(code -> " (" + code + ")").orElse(""));
    }

    private static String rows(List<Optional<String>> rows) {
        return rows.stream().flatMap(Optional::stream).collect(Collectors.joining("\n"));
    }

    private Optional<String> row(String label, IniKey key, UnaryOperator<String> html) {
        return information.get(key).map(text -> tableRow(label, html.apply(text)));
    }

    private static Optional<String> row(String label, String text) {
        return row(label, Optional.of(text));
    }

    private static Optional<String> row(String label, Optional<String> text) {
        return text.map(value -> tableRow(label, Html.escape(value)));
    }

    private static String tableRow(String label, String html) {
        return Stream.of("<tr><th>", label, "</th><td>", html, "</td></tr>").collect(Collectors.joining());
    }
}
