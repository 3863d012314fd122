package org.xftp.protocol.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** IPv6 addresses as text: every form of RFC 4291 section 2.2 is read, RFC 5952 is written. */
final class Ipv6Text {
    private static final int GROUPS = 8;
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

    private Ipv6Text() {}

    /** The eight groups, or nothing when {@code text} is no IPv6 address. */
    static Optional<int[]> parse(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true).filter(all -> all.size() == GROUPS).map(Ipv6Text::toArray);
        }
        return groups(text.substring(0, gap), false).flatMap(head -> groups(text.substring(gap + 2), true)
                .filter(tail -> head.size() + tail.size() < GROUPS).map(tail -> join(head, tail)));
    }

    static String print(int[] groups) {
        int[] gap = longestGap(groups);
        if (gap[1] < 2) {
            return print(groups, 0, GROUPS);
        }
        return print(groups, 0, gap[0]) + "::" + print(groups, gap[0] + gap[1], GROUPS);
    }

    /** @param atEnd whether the last 32 bits may be written as IPv4 */
    private static Optional<List<Integer>> groups(String text, boolean atEnd) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (GROUP.matcher(parts[i]).matches()) {
                groups.add(Integer.parseInt(parts[i], 16));
                continue;
            }
            Optional<Integer> ipv4 = atEnd && i == parts.length - 1 ? Ipv4Text.parse(parts[i]) : Optional.empty();
            if (ipv4.isEmpty()) {
                return Optional.empty();
            }
            groups.add(ipv4.get() >>> 16);
            groups.add(ipv4.get() & 0xffff);
        }
        return Optional.of(groups);
    }

    private static int[] join(List<Integer> head, List<Integer> tail) {
        List<Integer> all = new ArrayList<>(head);
        while (all.size() + tail.size() < GROUPS) {
            all.add(0);
        }
        all.addAll(tail);
        return toArray(all);
    }

    private static int[] toArray(List<Integer> groups) {
        return groups.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Start and length of the first among the longest runs of zeros. */
    private static int[] longestGap(int[] groups) {
        int[] longest = {0, 0};
        int start = 0;
        for (int i = 0; i < GROUPS; i++) {
            if (groups[i] != 0) {
                start = i + 1;
            } else if (i + 1 - start > longest[1]) {
                longest = new int[]{start, i + 1 - start};
            }
        }
        return longest;
    }

    private static String print(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
