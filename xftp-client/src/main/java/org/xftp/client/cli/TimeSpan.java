package org.xftp.client.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 90}, {@code 90s}, {@code 15m}, {@code 2h}, {@code 1d}; seconds without a unit. */
final class TimeSpan {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smhd]?)");

    /** A hundred years; in nanoseconds no more than three times as long can be counted. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private TimeSpan() {}

    static Duration parse(String option, String text) throws CliException {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw CliException.usage(option + " takes a time such as 90s, 15m, 2h or 1d");
        }
        long count = Long.parseLong(matcher.group(1));
        Duration span = switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofSeconds(count);
        };
        if (span.compareTo(LONGEST) > 0) {
            throw CliException.usage(option + " takes " + LONGEST.toDays() + "d at most");
        }
        return span;
    }
}
