package org.xftp.protocol.command;

/** A reply with what it repeats of the request. */
public record ReceivedReply(CorrId corrId, EntityId entityId, Reply reply) {}
