package org.xftp.protocol.description;

import org.xftp.protocol.crypto.FileDigest;

/**
 * Says that the described file is itself a description, of a larger file (docs/PROTOCOL.md section 6).
 *
 * @param digest of the inner description: SHA-512 of the large file's encrypted bytes
 * @param size of the inner description: the large file's encrypted bytes, 1 or more
 */
public record Redirect(FileDigest digest, long size) {
    /** The name that apps give the file that holds the inner description. */
    public static final String FILE_NAME = "redirect.yaml";

    public Redirect {
        if (size < 1) {
            throw new IllegalArgumentException("a redirect to nothing");
        }
    }

    /**
     * The redirect to a file.
     *
     * @throws IllegalArgumentException when {@code inner} is a redirect: there is one level only
     */
    public static Redirect to(FileDescription inner) {
        if (inner.redirect().isPresent()) {
            throw new IllegalArgumentException("a redirect to a redirect");
        }
        return new Redirect(inner.digest(), inner.size());
    }

    /**
     * Accepts the description found behind this redirect only if it is the one that was meant.
     *
     * @return {@code inner}
     * @throws DescriptionException when size or digest differ, or it redirects again
     */
    public FileDescription check(FileDescription inner) throws DescriptionException {
        if (inner.redirect().isPresent()) {
            throw new DescriptionException("the redirect leads to another redirect");
        }
        if (inner.size() != size || !inner.digest().equals(digest)) {
            throw new DescriptionException("the redirect leads to another file than it says");
        }
        return inner;
    }
}
