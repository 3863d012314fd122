package org.xftp.protocol.description;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads one YAML document within limits: size, depth, no aliases (a few lines of them can stand for
 * gigabytes), no key twice. The parser's own errors quote the text, which holds keys, so only their line is
 * passed on.
 */
final class YamlTree {
    private static final int MAX_DEPTH = 16;
    /** The parser's time grows with the square of a line's length; real lines have a few hundred characters. */
    private static final int MAX_LINE = 65_536;
    private static final YAMLFactory FACTORY = YAMLFactory.builder().loaderOptions(limits())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private YamlTree() {}

    private static LoaderOptions limits() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(DescriptionYaml.MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        return options;
    }

    /** The top of the document, which must be a mapping. */
    static YamlNode.Fields parse(String text) throws DescriptionException {
        if (text.length() > DescriptionYaml.MAX_CHARACTERS) {
            throw new DescriptionException("the description is longer than any real one");
        }
        checkLines(text);
        try (YAMLParser parser = FACTORY.createParser(text)) {
            YamlNode top = node(parser, parser.nextToken(), MAX_DEPTH);
            if (parser.nextToken() != null) {
                throw new DescriptionException("there is more than one YAML document");
            }
            if (top instanceof YamlNode.Fields fields) {
                return fields;
            }
            throw new DescriptionException("this is not a file description");
        } catch (IOException e) {
            throw new DescriptionException("the description is not valid YAML");
        }
    }

    private static void checkLines(String text) throws DescriptionException {
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            if (end - start > MAX_LINE) {
                throw new DescriptionException("the description has a line longer than any real one");
            }
            start = end + 1;
        }
    }

    private static YamlNode node(YAMLParser parser, @Nullable JsonToken token, int depth) throws IOException,
            DescriptionException {
        if (depth == 0) {
            throw new DescriptionException("the description is nested too deeply");
        }
        if (parser.isCurrentAlias()) {
            throw new DescriptionException("the description uses YAML aliases");
        }
        if (token == null) {
            throw new DescriptionException("this is not a file description");
        }
        return switch (token) {
            case START_OBJECT -> fields(parser, depth);
            case START_ARRAY -> items(parser, depth);
            default -> new YamlNode.Text(parser.getText());
        };
    }

    private static YamlNode fields(YAMLParser parser, int depth) throws IOException, DescriptionException {
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            nodes.put(key, node(parser, parser.nextToken(), depth - 1));
        }
        return new YamlNode.Fields(nodes);
    }

    private static YamlNode items(YAMLParser parser, int depth) throws IOException, DescriptionException {
        List<YamlNode> nodes = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            nodes.add(node(parser, token, depth - 1));
        }
        return new YamlNode.Items(nodes);
    }
}
