package org.xftp.server.statistics;

import java.util.List;

/** The hashes behind {@link PeriodCounts}, as they are saved. */
record DownloadHashes(List<Long> day, List<Long> week, List<Long> month) {
    static final DownloadHashes NONE = new DownloadHashes(List.of(), List.of(), List.of());

    DownloadHashes {
        day = List.copyOf(day);
        week = List.copyOf(week);
        month = List.copyOf(month);
    }
}
