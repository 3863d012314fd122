package org.xftp.client.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionLink;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;

/**
 * A description as the user gave it: a file, a link, or {@code -} for standard input, either of which may hold a link.
 *
 * @param file where it was read from, if from a file
 */
record DescriptionInput(FileDescription description, Optional<Path> file) {
    private static final Pattern LINK = Pattern.compile("(?i)(simplex:|https?://)");

    /** Real ones are ASCII. */
    private static final int MAX_BYTES = DescriptionYaml.MAX_CHARACTERS;

    static DescriptionInput read(CliContext context, String argument) throws CliException, XftpClientException {
        return read(context, argument, Optional.empty());
    }

    /** @param resumed takes the place of standard input, and of a file that is not there */
    static DescriptionInput read(CliContext context, String argument, Optional<FileDescription> resumed)
            throws CliException, XftpClientException {
        if (LINK.matcher(argument.strip()).lookingAt()) {
            return new DescriptionInput(parse(argument.strip()), Optional.empty());
        }
        Path file = context.path(argument);
        boolean input = argument.equals("-");
        if (resumed.isPresent() && (input || Files.notExists(file))) {
            return new DescriptionInput(resumed.get(), Optional.empty());
        }
        if (input) {
            return new DescriptionInput(parse(Blocking.call(() -> standardInput(context))), Optional.empty());
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new DescriptionInput(parse(text(in)), Optional.of(file));
        } catch (IOException e) {
            throw unreadable(argument, e);
        }
    }

    private static CliException unreadable(String argument, IOException failure) {
        if (hasLink(argument)) {
            return CliException.usage("a link begins with simplex: or https://, without anything before it");
        }
        return failure instanceof NoSuchFileException
                ? CliException.usage("there is no file " + argument + ", and it is no link")
                : CliException.disk("cannot read " + argument);
    }

    private static String standardInput(CliContext context) throws CliException {
        try {
            return text(context.in());
        } catch (IOException e) {
            throw CliException.disk("cannot read the description from standard input");
        }
    }

    private static String text(InputStream in) throws IOException, CliException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw CliException.usage("this is too large to be a description");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static FileDescription parse(String text) throws CliException {
        try {
            return DescriptionLink.parse(text).description();
        } catch (DescriptionException e) {
            throw CliException.usage("this is no usable description: " + e.getMessage());
        }
    }

    /** Whether the text must not be shown: whoever sees a link has the file. */
    static boolean hasLink(String text) {
        return LINK.matcher(text).find();
    }
}
