package org.xftp.server.statistics;

import java.nio.file.Path;

/**
 * What is done with the statistics.
 *
 * @param directory where their files lie; exists
 * @param daily whether a line is written for each day, and counting begins anew with it
 * @param version of the program, for the metrics file
 */
public record StatisticsSettings(Path directory, boolean daily, String version) {}
