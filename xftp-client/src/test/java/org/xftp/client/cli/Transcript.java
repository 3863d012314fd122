package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xftp.client.TestFiles;
import org.xftp.protocol.description.DescriptionException;

/**
 * Plays a transcript: what a user types and what must come of it. Lines begin with a word:
 *
 * <pre>
 * relay NAME [password WORD | quota SIZE]   starts a relay; $NAME$ is its address
 * impostor NAME RELAY, silent NAME          addresses at which another relay, or nobody, answers
 * passworded NAME RELAY WORD                the relay's address with a password in it
 * stop RELAY, corrupt RELAY, block FILE     what happens to relays, or to the file of a description
 * set NAME VALUE                            an environment variable
 * file PATH SIZE, folder PATH, link PATH TARGET, text PATH TEXT
 * input TEXT, terminal                      what is typed, and where
 * ticking                                   from now on a second passes between any two looks at the clock
 * broken                                    from now on standard input breaks the program, as only a bug could
 * $ xftp ARGUMENTS                          runs the program; 'single quotes' hold words together
 * interrupt $ xftp ARGUMENTS                the same; Ctrl-C when the silent relay is reached
 * exit STATUS                               of the last command, 0 if not said
 * out PATTERN, err PATTERN                  all its lines: * is anything, {name} is anything and kept as $name$
 * json OBJECT                               a line of its output has at least these members, after those before;
 *                                           "*" is any value, "$name" too, which is kept
 * slow NAME RELAY RATE                      another address of the relay, limited to so many bytes per second
 * begin COUNT $ xftp ARGUMENTS              starts a process, and waits until COUNT further chunks went to or from relays
 * kill                                      kills it with SIGKILL
 * kill COUNT $ xftp ARGUMENTS               both
 * stored RELAY,RELAY COUNT                  chunks that those relays have stored so far
 * move PATH PATH, damage PATH, private DIR  the latter: nobody else can read what is in it
 * holds DIR NAME...                         exactly these files, at any depth, or none when there is no directory
 * same PATH PATH, exists PATH, missing PATH
 * </pre>
 */
final class Transcript {
    /** Fails in a way that no command expects. */
    private static final class BrokenInput extends InputStream {
        @Override
        public int read() {
            throw new IllegalStateException("made by the test");
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return read();
        }
    }

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\*|\\{([a-z]+)}|[^*{]+|\\{");

    private final Path directory;
    private final TranscriptWorld world;
    private final DocumentedOutput documented;
    private final Map<String, String> variables = new HashMap<>();
    private final ObjectMapper mapper = new ObjectMapper();
    private FakeContext xftp;
    private String command = "nothing";
    private int status;
    private boolean statusChecked = true;
    private List<String> out = new ArrayList<>();
    private List<String> err = new ArrayList<>();

    /** @param documented takes note of what every command does */
    Transcript(Path directory, TranscriptWorld world, DocumentedOutput documented) {
        this.directory = directory;
        this.world = world;
        this.documented = documented;
        xftp = new FakeContext(directory);
        variables.put("dir", directory.toString());
    }

    void play(List<String> lines) throws IOException, CliException, InterruptedException, DescriptionException {
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                step(line.strip());
            }
        }
        endCommand();
    }

    private void step(String line) throws IOException, CliException, InterruptedException, DescriptionException {
        int space = line.indexOf(' ');
        String word = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1);
        List<String> words = words(rest);
        switch (word) {
            case "relay" ->
                variables.put(words.getFirst(), world.relay(words.getFirst(), words.subList(1, words.size())));
            case "impostor" -> variables.put(words.getFirst(), world.impostor(words.get(1)));
            case "passworded" ->
                variables.put(words.getFirst(), world.passworded(words.get(1), words.get(2)));
            case "silent" -> variables.put(rest, world.silent());
            case "stop" -> world.stop(rest);
            case "corrupt" -> world.corrupt(rest);
            case "block" -> world.block(directory.resolve(rest));
            case "slow" -> variables.put(words.getFirst(), world.slow(words.get(1), words.get(2)));
            case "begin" -> begin(words);
            case "kill" -> kill(words);
            case "stored" ->
                assertThat(world.stored(words.getFirst().split(","))).isEqualTo(Long.parseLong(words.get(1)));
            case "move" -> Files.move(directory.resolve(words.getFirst()), directory.resolve(words.get(1)));
            case "damage" -> TranscriptFiles.damage(directory.resolve(substitute(rest)));
            case "private" -> TranscriptFiles.assertPrivate(directory.resolve(rest));
            case "holds" -> TranscriptFiles.assertHolds(directory.resolve(words.getFirst()),
                    words.subList(1, words.size()));
            case "set" -> xftp.variable(words.getFirst(), substitute(words.get(1)));
            case "file" -> TestFiles.write(directory.resolve(words.getFirst()), Integer.parseInt(words.get(1)));
            case "text" -> Files.writeString(directory.resolve(substitute(words.getFirst())), substitute(words.get(1)));
            case "folder" -> Files.createDirectories(directory.resolve(rest));
            case "link" -> Files.createSymbolicLink(directory.resolve(words.getFirst()), Path.of(words.get(1)));
            case "input" -> xftp.typing(substitute(rest) + "\n");
            case "terminal" -> xftp.onTerminal();
            case "ticking" -> {
                AtomicLong seconds = new AtomicLong(Instant.now().getEpochSecond());
                xftp.clock(() -> Instant.ofEpochSecond(seconds.incrementAndGet()));
            }
            case "broken" -> xftp.input(new BrokenInput());
            case "$" -> run(words);
            case "interrupt" -> interrupt(words.subList(1, words.size()));
            case "exit" -> {
                assertThat(status).as(command + said()).isEqualTo(Integer.parseInt(rest));
                statusChecked = true;
            }
            case "out" -> assertLine(out, rest);
            case "err" -> assertLine(err, rest);
            case "json" -> assertJson(mapper.readTree(substitute(rest)));
            case "same" -> assertThat(directory.resolve(words.getFirst()))
                    .hasSameBinaryContentAs(directory.resolve(words.get(1)));
            case "exists" -> assertThat(directory.resolve(substitute(rest))).exists();
            case "missing" -> assertThat(directory.resolve(substitute(rest))).doesNotExist();
            default -> throw new IllegalArgumentException("no such line: " + line);
        }
    }

    private void run(List<String> words) throws IOException {
        endCommand();
        command = String.join(" ", words);
        finish(xftp.run(arguments(words)));
    }

    /** The command ends by itself: being interrupted is all that happens to it. */
    private void interrupt(List<String> words) throws IOException, InterruptedException {
        endCommand();
        command = String.join(" ", words);
        FutureTask<Integer> task = new FutureTask<>(() -> xftp.run(arguments(words)));
        Thread thread = Thread.ofPlatform().start(task);
        world.awaitConnection(thread);
        thread.interrupt();
        thread.join();
        finish(task.resultNow());
    }

    private void begin(List<String> words) throws IOException, InterruptedException {
        endCommand();
        world.begin(directory, xftp.context().environment(), Integer.parseInt(words.getFirst()),
                arguments(words.subList(2, words.size())));
    }

    private void kill(List<String> words) throws IOException, InterruptedException {
        if (!words.isEmpty()) {
            begin(words);
        }
        world.kill();
    }

    private void finish(int newStatus) throws IOException {
        documented.saw(newStatus, xftp.out());
        status = newStatus;
        statusChecked = false;
        out = new ArrayList<>(xftp.lines());
        err = new ArrayList<>(xftp.err().lines().toList());
        xftp.typing("");
    }

    private String[] arguments(List<String> words) {
        assertThat(words.getFirst()).isEqualTo("xftp");
        return words.subList(1, words.size()).stream().map(this::substitute).toArray(String[]::new);
    }

    private void endCommand() {
        if (!statusChecked) {
            assertThat(status).as(command + said()).isZero();
        }
    }

    private String said() {
        return " said: " + xftp.out() + xftp.err();
    }

    private void assertLine(List<String> left, String pattern) {
        assertThat(left).as(command + said()).isNotEmpty();
        String line = left.removeFirst();
        List<String> names = new ArrayList<>();
        StringBuilder regex = new StringBuilder();
        Matcher parts = PLACEHOLDER.matcher(substitute(pattern));
        while (parts.find()) {
            if (parts.group(1) != null) {
                names.add(parts.group(1));
                regex.append("(.*)");
            } else {
                regex.append(parts.group().equals("*") ? ".*" : Pattern.quote(parts.group()));
            }
        }
        Matcher matcher = Pattern.compile(regex.toString()).matcher(line);
        assertThat(matcher.matches()).as("%s printed <%s>, not <%s>", command, line, pattern).isTrue();
        for (int i = 0; i < names.size(); i++) {
            variables.put(names.get(i), matcher.group(i + 1));
        }
    }

    /** Lines before the one that fits are passed over. */
    private void assertJson(JsonNode expected) throws IOException {
        while (!out.isEmpty()) {
            JsonNode actual = mapper.readTree(out.removeFirst());
            if (fits(expected, actual)) {
                return;
            }
        }
        assertThat(false).as(command + " told nothing like " + expected + said()).isTrue();
    }

    private boolean fits(JsonNode expected, JsonNode actual) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : expected.properties()) {
            JsonNode value = actual.get(member.getKey());
            String text = member.getValue().asText();
            boolean named = text.startsWith("$");
            if (value == null || !(named || text.equals("*") || value.equals(member.getValue()))) {
                return false;
            }
            if (named) {
                kept.put(text.substring(1), value.asText());
            }
        }
        variables.putAll(kept);
        return true;
    }

    private String substitute(String text) {
        String result = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            result = result.replace("$" + variable.getKey() + "$", variable.getValue());
        }
        return result;
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(word -> word.group(1) != null ? word.group(1) : word.group(2)).toList();
    }
}
