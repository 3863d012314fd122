package org.xftp.protocol.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.xftp.protocol.description.DescriptionException;

/**
 * A piece of a description's YAML, the {@code fileDescr} object of chat messages (docs/PROTOCOL.md section 8).
 *
 * @param text the piece
 * @param number its place, from 1; 0 for {@link #NONE_YET}
 * @param complete whether it is the last
 */
public record DescriptionPart(String text, int number, boolean complete) {
    /** What an invitation carries while the file is still being uploaded. */
    public static final DescriptionPart NONE_YET = new DescriptionPart("", 0, false);

    public DescriptionPart {
        if (number < 0) {
            throw new IllegalArgumentException("no such part");
        }
    }

    /**
     * Reads params of {@code x.msg.file.descr}, whose {@code msgId} says which message the file belongs to.
     *
     * @throws DescriptionException when they are none
     */
    public static DescriptionPart fromMessage(String params) throws DescriptionException {
        ObjectNode object = Json.parse(params);
        Json.text(object, "msgId");
        return read(Json.member(object, "fileDescr"));
    }

    /** Params of {@code x.msg.file.descr}: JSON with {@code msgId} and {@code fileDescr}. */
    public String toMessage(String msgId) {
        ObjectNode object = Json.object().put("msgId", msgId);
        object.set("fileDescr", write());
        return object.toString();
    }

    static DescriptionPart read(ObjectNode object) throws DescriptionException {
        return new DescriptionPart(Json.text(object, "fileDescrText"), (int) Json.number(object, "fileDescrPartNo",
                Integer.MAX_VALUE), Json.truth(object, "fileDescrComplete"));
    }

    ObjectNode write() {
        return Json.object().put("fileDescrText", text).put("fileDescrPartNo", number).put("fileDescrComplete",
                complete);
    }

    /** Without the text, which opens the file. */
    @Override
    public String toString() {
        return "DescriptionPart[" + number + (complete ? ", last]" : "]");
    }
}
