package org.xftp.protocol.description;

/** File descriptions as text (docs/PROTOCOL.md section 6). */
public final class DescriptionYaml {
    /**
     * Longest text that is read, in characters: 16 Mi, little enough to hold in memory a few times over.
     */
    public static final int MAX_CHARACTERS = 16 << 20;

    /**
     * A description with so many replicas, those of all chunks together, is shorter than that: with ids of 24 bytes and
     * Ed25519 keys each is a line of 158 characters at most. 390 GiB of chunks of 4 MiB with one replica each.
     */
    public static final int MAX_REPLICAS = 100_000;

    private DescriptionYaml() {}

    /**
     * Reads what official programs or people write: keys in any order, unknown keys, either line end, quoted
     * or plain values, base64url with or without padding. Work and memory grow with the text's length only.
     *
     * @throws DescriptionException when it is no description, or breaks a rule of section 6
     */
    public static FileDescription read(String yaml) throws DescriptionException {
        return DescriptionReader.read(YamlTree.parse(yaml));
    }

    /** The text that official programs would write for the same description, byte for byte; pure ASCII. */
    public static String write(FileDescription description) {
        return DescriptionWriter.write(description);
    }
}
