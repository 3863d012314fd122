package org.xftp.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A flame graph, as SVG, of what {@code perf script -F comm,ip,sym} prints: each sample a line with the thread's name,
 * then a line for each frame, innermost first. Widths are shares of samples, the order from left to right is
 * alphabetical; the narrowest frames are left out. Holds names of functions and threads, nothing else.
 */
final class FlameGraph {
    private static final int WIDTH = 1200;
    private static final int ROW = 15;
    private static final int HEAD = 40;
    private static final double NARROWEST = 0.002;
    private static final double LETTER = 6.2;

    private static final class Frame {
        private final Map<String, Frame> callees = new TreeMap<>();
        private long samples;

        private Frame callee(String name) {
            return callees.computeIfAbsent(name, _ -> new Frame());
        }
    }

    private final Frame root = new Frame();

    /** Adds all samples. */
    void read(BufferedReader script) throws IOException {
        List<String> stack = new ArrayList<>();
        for (String line = script.readLine(); line != null; line = script.readLine()) {
            if (!line.isBlank()) {
                stack.add(line.strip());
            } else if (!stack.isEmpty()) {
                add(stack.getFirst(), stack.subList(1, stack.size()));
                stack.clear();
            }
        }
    }

    private void add(String thread, List<String> innermostFirst) {
        Frame frame = root.callee(threads(thread));
        root.samples++;
        frame.samples++;
        for (String line : innermostFirst.reversed()) {
            String name = name(line);
            if (!name.isEmpty()) {
                frame = frame.callee(name);
                frame.samples++;
            }
        }
    }

    /** Threads of one kind together, without their numbers. */
    private static String threads(String name) {
        return name.replaceAll("[-#0-9: ]+$", "");
    }

    /** Class and method without package, return type and arguments; nothing for what has no name. */
    private static String name(String line) {
        String symbol = line.substring(line.indexOf(' ') + 1).strip();
        if (symbol.startsWith("[unknown]") || symbol.startsWith("0x") || symbol.equals("Interpreter")) {
            return "";
        }
        int arguments = symbol.indexOf('(');
        String method = arguments > 0 ? symbol.substring(0, arguments) : symbol;
        method = method.substring(method.lastIndexOf(' ') + 1);
        int dot = method.lastIndexOf('.');
        int before = dot > 0 ? method.lastIndexOf('.', dot - 1) : -1;
        return method.substring(before + 1);
    }

    /** The picture. */
    String svg(String title) {
        StringBuilder frames = new StringBuilder();
        int depth = draw(root, 0, 0, frames);
        int height = HEAD + (depth + 1) * ROW;
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
                font-family="monospace" font-size="10">
                <rect width="100%%" height="100%%" fill="#fff"/>
                <text x="8" y="22" font-size="14">%s, %d samples</text>
                %s</svg>
                """.formatted(WIDTH, height, WIDTH, height, escape(title), root.samples, frames);
    }

    /** Callers above callees; returns how many rows there are below. */
    private int draw(Frame frame, double x, int row, StringBuilder target) {
        List<Map.Entry<String, Frame>> callees = new ArrayList<>(frame.callees.entrySet());
        callees.sort(Map.Entry.comparingByKey(Comparator.naturalOrder()));
        int deepest = row;
        double left = x;
        for (Map.Entry<String, Frame> callee : callees) {
            double share = (double) callee.getValue().samples / root.samples;
            if (share >= NARROWEST) {
                box(callee.getKey(), share, left, row, target);
                deepest = Math.max(deepest, draw(callee.getValue(), left, row + 1, target));
            }
            left += share * WIDTH;
        }
        return deepest;
    }

    private static void box(String name, double share, double x, int row, StringBuilder target) {
        double width = share * WIDTH;
        int y = HEAD + row * ROW;
        int letters = (int) ((width - 4) / LETTER);
        String label = letters < 3 ? "" : name.length() <= letters ? name : name.substring(0, letters - 1) + "~";
        target.append(String.format(Locale.ROOT,
                "<g><title>%s %.1f%%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"14\" fill=\"%s\"/>",
                escape(name), share * 100, x, y, Math.max(0.5, width - 0.5), colour(name)));
        if (!label.isEmpty()) {
            target.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x + 2, y + 11,
                    escape(label)));
        }
        target.append("</g>\n");
    }

    /** Warm colours, always the same for a name. */
    private static String colour(String name) {
        int hash = name.hashCode();
        return "#%02x%02x%02x".formatted(205 + Math.floorMod(hash, 50), 110 + Math.floorMod(hash >> 8, 110),
                60 + Math.floorMod(hash >> 16, 40));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
