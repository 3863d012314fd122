package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What docs/CLIENT.md promises of exit statuses and JSON, beside what commands really did. */
final class DocumentedOutput {
    private static final Pattern EVENT = Pattern.compile("(?m)^\\| `([a-z]+)` \\|[^|]*\\|(.*)\\|$");
    private static final Pattern STATUS = Pattern.compile("(?m)^\\| (\\d+) \\|");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z-]+)`");
    private static final Pattern PHASES = Pattern.compile("`phase` \\(([^)]*)\\)");
    private static final Set<String> EVERYWHERE = Set.of("v", "event", "time");

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, Set<String>> members = new TreeMap<>();
    private final Map<String, Set<String>> seenMembers = new TreeMap<>();
    private final Set<Integer> seenStatuses = new TreeSet<>();
    private final Set<String> seenKinds = new HashSet<>();
    private final Set<String> seenPhases = new TreeSet<>();
    private final Set<Integer> statuses;
    private final Set<String> kinds;
    private final Set<String> phases;

    DocumentedOutput() throws IOException {
        String page = Files.readString(Path.of("../docs/CLIENT.md"));
        String json = section(page, "## JSON");
        EVENT.matcher(json).results()
                .forEach(row -> members.put(row.group(1),
                        new TreeSet<>(names(row.group(2).replaceAll("\\([^)]*\\)", "")))));
        statuses = STATUS.matcher(section(page, "## Exit status")).results()
                .map((MatchResult row) -> Integer.valueOf(row.group(1))).collect(Collectors.toCollection(TreeSet::new));
        kinds = names(json.substring(json.indexOf("Kinds:"), json.indexOf(", in the order of")));
        phases = new TreeSet<>(names(PHASES.matcher(json).results().findFirst().orElseThrow().group(1)));
    }

    private static String section(String page, String title) {
        int start = page.indexOf(title);
        return page.substring(start, page.indexOf("\n## ", start + 1));
    }

    private static Set<String> names(String text) {
        return NAME.matcher(text).results().map(name -> name.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A command ended and had printed that; every event must be as documented. */
    void saw(int status, String out) throws IOException {
        seenStatuses.add(status);
        for (String line : out.lines().filter(text -> text.startsWith("{\"v\":")).toList()) {
            JsonNode event = mapper.readTree(line);
            String name = event.path("event").asText();
            assertThat(members).as(line).containsKey(name);
            Set<String> present = new TreeSet<>();
            event.fieldNames().forEachRemaining(present::add);
            assertThat(present).as(line).containsAll(EVERYWHERE);
            present.removeAll(EVERYWHERE);
            assertThat(members.getOrDefault(name, Set.of())).as(line).containsAll(present);
            seenMembers.computeIfAbsent(name, any -> new TreeSet<>()).addAll(present);
            if (event.has("phase")) {
                seenPhases.add(event.path("phase").asText());
            }
            if (name.equals("error")) {
                seenKinds.add(event.path("kind").asText());
                assertThat(event.path("exitCode").asInt()).as(line).isEqualTo(status);
            }
        }
    }

    /** Everything that is documented has happened, and nothing else can. */
    void assertComplete() {
        assertThat(statuses).isEqualTo(seenStatuses).isEqualTo(
                Set.of(ExitCode.values()).stream().map(ExitCode::status).collect(Collectors.toSet()));
        assertThat(kinds).containsExactlyElementsOf(inOrder()).containsExactlyInAnyOrderElementsOf(seenKinds);
        assertThat(seenPhases).isEqualTo(phases);
        assertThat(seenMembers).as("events and their members that transcripts brought about").isEqualTo(members);
    }

    /** 2 to 130, and 1 at the end. */
    private static Set<String> inOrder() {
        Set<String> order = new LinkedHashSet<>();
        for (ExitCode code : ExitCode.values()) {
            if (code != ExitCode.OK && code != ExitCode.INTERNAL) {
                order.add(code.kind());
            }
        }
        order.add(ExitCode.INTERNAL.kind());
        return order;
    }
}
