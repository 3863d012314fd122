package org.xftp.protocol.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.SafeFileName;

/**
 * Offers a file: the {@code file} object in the params of {@code x.msg.new} (docs/PROTOCOL.md section 8).
 *
 * @param fileName as its sender says; go through {@link #safeName()}
 * @param fileSize bytes of the file itself, 0 or more
 * @param part of the description, mostly {@link DescriptionPart#NONE_YET}
 */
public record FileInvitation(String fileName, long fileSize, DescriptionPart part) {
    public FileInvitation {
        if (fileSize < 0) {
            throw new IllegalArgumentException("no such file");
        }
    }

    /** The invitation that apps send before the upload is done. */
    public static FileInvitation to(String fileName, long fileSize) {
        return new FileInvitation(fileName, fileSize, DescriptionPart.NONE_YET);
    }

    /**
     * Reads the object, whatever other members it has.
     *
     * @throws DescriptionException when it is no invitation to an XFTP file
     */
    public static FileInvitation fromJson(String json) throws DescriptionException {
        ObjectNode object = Json.parse(json);
        return new FileInvitation(Json.text(object, "fileName"), Json.number(object, "fileSize", Long.MAX_VALUE),
                DescriptionPart.read(Json.member(object, "fileDescr")));
    }

    /** The object as JSON. */
    public String toJson() {
        ObjectNode object = Json.object().put("fileName", fileName).put("fileSize", fileSize);
        object.set("fileDescr", part.write());
        return object.toString();
    }

    /** The name, fit to create a file of. */
    public String safeName() {
        return SafeFileName.of(fileName);
    }

    /** Without the name: it stays out of logs. */
    @Override
    public String toString() {
        return "FileInvitation[" + fileSize + " bytes, " + part + "]";
    }
}
