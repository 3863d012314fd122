package org.xftp.benchmarks.process;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of several rounds, as one round says little about a machine that others use too. */
final class Rounds {
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    /** One more of what is named so. */
    void add(String name, double figure) {
        figures.computeIfAbsent(name, key -> new ArrayList<>()).add(figure);
    }

    /** The median of each, its least and its most, in the order in which they came first. */
    void print(PrintStream out) {
        figures.forEach((name, each) -> out.printf("  %-36s %7.2f   (%.2f to %.2f)%n", name, median(each),
                Collections.min(each), Collections.max(each)));
    }

    /** Of an even number of figures, the mean of the two in the middle. */
    static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
