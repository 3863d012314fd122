package org.xftp.protocol.description;

import java.util.Base64;

/** base64url as descriptions, addresses and links use it: written with padding, read with or without. */
final class Base64Text {
    private Base64Text() {}

    /** @param what names the value in the error, like {@code "the key"} */
    static byte[] decode(String text, String what) throws DescriptionException {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new DescriptionException(what + " is not base64url");
        }
    }

    /** As {@link #decode(String, String)}, of exactly {@code length} bytes. */
    static byte[] decode(String text, String what, int length) throws DescriptionException {
        byte[] bytes = decode(text, what);
        if (bytes.length != length) {
            throw new DescriptionException(what + " does not have " + length + " bytes");
        }
        return bytes;
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
