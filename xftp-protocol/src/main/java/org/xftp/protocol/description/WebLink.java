package org.xftp.protocol.description;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A link to a page that fetches the file in a browser (docs/PROTOCOL.md section 7). All of the
 * description is in the fragment, which browsers keep to themselves.
 *
 * @param page the page's whole address up to the {@code #}, kept as it is
 * @param description the file
 */
public record WebLink(String page, FileDescription description) implements DescriptionLink {
    /** Where the official page lives on a relay. */
    public static final String OFFICIAL_PATH = "/file";

    /** Longest fragment that is read, in characters: a description of some 30 GB; longer ones need a redirect. */
    public static final int MAX_FRAGMENT = 1 << 20;

    /** Keys and digests are random, so that real descriptions shrink by a third at most: this is a bomb's worth. */
    private static final int MAX_YAML = 4 << 20;

    private static final Pattern PAGE = Pattern.compile("(?i)https?://[^/?#\\s\\p{Cntrl}]+([/?][^#\\s\\p{Cntrl}]*)?");

    public WebLink {
        if (!isPage(page)) {
            throw new IllegalArgumentException("not the address of a page");
        }
    }

    /** Whether a link can lead to {@code text}: the address of a page over HTTP or HTTPS, without a fragment. */
    public static boolean isPage(String text) {
        return PAGE.matcher(text).matches();
    }

    /**
     * The address of a page that a relay serves over HTTPS.
     *
     * @param path begins with {@code /}, like {@link #OFFICIAL_PATH}
     */
    public static String page(RelayHost host, int port, String path) {
        return "https://" + host + (port == 443 ? "" : ":" + port) + path;
    }

    /**
     * Reads the link.
     *
     * @throws DescriptionException when it is no such link, the fragment is broken or inflates to far too much, or
     *     its description is wrong
     */
    public static WebLink decode(String text) throws DescriptionException {
        int hash = text.indexOf('#');
        if (hash < 0 || hash + 1 == text.length()) {
            throw new DescriptionException("the link has no # with a file description behind it");
        }
        String page = text.substring(0, hash);
        if (!isPage(page)) {
            throw new DescriptionException("this is not a link to a file");
        }
        String fragment = text.substring(hash + 1);
        if (fragment.length() > MAX_FRAGMENT) {
            throw new DescriptionException("the link is longer than any real one");
        }
        byte[] yaml = RawDeflate.inflate(Base64Text.decode(padded(fragment), "the part of the link behind the #"),
                MAX_YAML);
        return new WebLink(page, DescriptionYaml.read(new String(yaml, StandardCharsets.UTF_8)));
    }

    @Override
    public String encode() {
        byte[] yaml = DescriptionYaml.write(description).getBytes(StandardCharsets.US_ASCII);
        return page + "#" + Base64Text.encode(RawDeflate.deflate(yaml));
    }

    /** Some programs escape the padding when a link is pasted. */
    private static String padded(String fragment) {
        return fragment.toUpperCase(Locale.ROOT).endsWith("%3D") ? fragment.replaceAll("(?i)%3D", "=") : fragment;
    }

    /** Without the page: addresses stay out of logs. */
    @Override
    public String toString() {
        return "WebLink[" + description + "]";
    }
}
