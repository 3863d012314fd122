package org.xftp.protocol.description;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A link that SimpleX apps open (docs/PROTOCOL.md section 7): {@code simplex:/file#/?desc=..}, or
 * the same at an app's web host.
 *
 * @param appHost host, perhaps with a port, of an {@code https:} link; empty for {@code simplex:}
 * @param description the file
 * @param data JSON that apps attach for themselves, passed through as it is
 */
public record AppLink(Optional<String> appHost, FileDescription description,
        Optional<String> data) implements DescriptionLink {
    private static final String HOST = "[A-Za-z0-9._:\\[\\]-]+";
    private static final Pattern FORM = Pattern.compile("(?i:simplex:|https://(" + HOST + "))/file/?#/\\?(.*)");

    public AppLink {
        if (appHost.isPresent() && !appHost.get().matches(HOST)) {
            throw new IllegalArgumentException("not a host");
        }
    }

    /** The link that apps make: {@code simplex:} without data. */
    public static AppLink to(FileDescription description) {
        return new AppLink(Optional.empty(), description, Optional.empty());
    }

    /**
     * Reads the link; unknown parameters are ignored.
     *
     * @throws DescriptionException when it is no such link or its description is wrong
     */
    public static AppLink decode(String text) throws DescriptionException {
        if (text.length() > DescriptionYaml.MAX_CHARACTERS) {
            throw new DescriptionException("the link is longer than any real one");
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new DescriptionException("this is not a link to a file");
        }
        Map<String, String> parameters = parameters(matcher.group(2));
        String yaml = parameters.get("desc");
        if (yaml == null) {
            throw new DescriptionException("the link holds no file description");
        }
        return new AppLink(Optional.ofNullable(matcher.group(1)), DescriptionYaml.read(yaml), Optional.ofNullable(
                parameters.get("data")));
    }

    @Override
    public String encode() {
        String start = appHost.map(host -> "https://" + host).orElse("simplex:");
        String end = data.map(json -> "&data=" + PercentText.encode(json)).orElse("");
        return start + "/file#/?desc=" + PercentText.encode(DescriptionYaml.write(description)) + end;
    }

    /** The first of each name counts. */
    private static Map<String, String> parameters(String query) throws DescriptionException {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(pair.substring(0, equals), PercentText.decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** Without the data, whose meaning only its app knows. */
    @Override
    public String toString() {
        return "AppLink[" + description + "]";
    }
}
