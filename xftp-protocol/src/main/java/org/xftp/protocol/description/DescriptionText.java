package org.xftp.protocol.description;

/** A description passed on as its YAML. */
public record DescriptionText(FileDescription description) implements DescriptionLink {
    @Override
    public String encode() {
        return DescriptionYaml.write(description);
    }
}
