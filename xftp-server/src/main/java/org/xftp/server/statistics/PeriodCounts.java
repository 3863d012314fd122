package org.xftp.server.statistics;

/** Different chunks that were downloaded since the day, the week and the month began, in UTC. */
public record PeriodCounts(long day, long week, long month) {}
