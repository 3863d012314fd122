package org.xftp.protocol.description;

import java.util.Locale;

/** Any form in which people pass a description on: a link of an app, of a web page, or its text itself. */
public sealed interface DescriptionLink permits AppLink, WebLink, DescriptionText {
    /**
     * Longest link that fits a QR code as apps make them, in characters; a longer one goes through
     * a redirect (docs/PROTOCOL.md sections 6 and 7).
     */
    int MAX_QR_CHARACTERS = 1002;

    /** The description that was passed on. */
    FileDescription description();

    /** The text to pass on. It opens the file: not for logs. */
    String encode();

    /**
     * Recognises any of the forms; white space around it is ignored.
     *
     * @throws DescriptionException when it is none of them, or its description is wrong
     */
    static DescriptionLink parse(String text) throws DescriptionException {
        String link = text.strip();
        String start = link.substring(0, Math.min(link.length(), 8)).toLowerCase(Locale.ROOT);
        if (start.equals("simplex:")) {
            return AppLink.decode(link);
        }
        if (start.equals("https://") || start.startsWith("http://")) {
            int hash = link.indexOf('#');
            return hash >= 0 && link.startsWith("/?", hash + 1) ? AppLink.decode(link) : WebLink.decode(link);
        }
        return new DescriptionText(DescriptionYaml.read(text));
    }
}
