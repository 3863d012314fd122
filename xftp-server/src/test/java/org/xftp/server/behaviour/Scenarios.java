package org.xftp.server.behaviour;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All scenarios by the names of the cases they play; a name belongs to one scenario only. */
final class Scenarios {
    private final Map<String, Scenario> exact = new LinkedHashMap<>();
    private final Map<Pattern, Scenario> patterns = new LinkedHashMap<>();

    /** A scenario of the case of this name. */
    void add(String name, Scenario.Plain scenario) {
        if (exact.put(name, (bench, match) -> scenario.run(bench)) != null) {
            throw new IllegalArgumentException("two scenarios for: " + name);
        }
    }

    /** One scenario of several cases, their parameters in the groups of {@code regex}. */
    void addAll(String regex, Scenario scenario) {
        patterns.put(Pattern.compile(regex), scenario);
    }

    /** Plays the case of this name; one without a scenario is an error. */
    Observation play(String name, Bench bench) throws Exception {
        Scenario found = exact.get(name);
        if (found != null) {
            return found.run(bench, Pattern.compile(".*").matcher(name));
        }
        for (Map.Entry<Pattern, Scenario> entry : patterns.entrySet()) {
            Matcher matcher = entry.getKey().matcher(name);
            if (matcher.matches()) {
                return entry.getValue().run(bench, matcher);
            }
        }
        throw new AssertionError("no scenario for: " + name);
    }

    /** Scenarios that none of these cases uses. */
    Set<String> unused(List<String> names) {
        Set<String> unused = new HashSet<>(exact.keySet());
        names.forEach(unused::remove);
        patterns.keySet().stream()
                .filter(pattern -> names.stream()
                        .noneMatch(name -> !exact.containsKey(name) && pattern.matcher(name).matches()))
                .forEach(pattern -> unused.add(pattern.pattern()));
        return unused;
    }
}
