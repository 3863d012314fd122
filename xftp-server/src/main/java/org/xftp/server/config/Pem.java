package org.xftp.server.config;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** PEM as OpenSSL writes it, 64 columns; on reading, text around the blocks is ignored. */
final class Pem {
    static final String CERTIFICATE = "CERTIFICATE";
    static final String PRIVATE_KEY = "PRIVATE KEY";

    private Pem() {}

    static String encode(String label, byte[] der) {
        var base64 = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** The DER of the first block with this label; empty when there is none. */
    static Optional<byte[]> decode(String label, String text) {
        return decodeAll(label, text).stream().findFirst();
    }

    /** The DER of all blocks with this label; those that are not base64 are passed over. */
    static List<byte[]> decodeAll(String label, String text) {
        var blocks = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*+)-----END " + label + "-----")
                .matcher(text);
        List<byte[]> found = new ArrayList<>();
        while (blocks.find()) {
            base64(blocks.group(1)).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
