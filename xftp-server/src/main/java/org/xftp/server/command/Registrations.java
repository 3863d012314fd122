package org.xftp.server.command;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.xftp.protocol.command.AddRecipients;
import org.xftp.protocol.command.ChunkSize;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.RecipientIds;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.server.statistics.RelayCounters;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkDigest;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkState;
import org.xftp.store.ChunkStore;
import org.xftp.store.Recipient;

/** FNEW and FADD: gives out ids for chunks and recipients (docs/PROTOCOL.md section 3.3). */
final class Registrations {
    /** Ids are random: a second try is needed about never, a third means that something is wrong. */
    private static final int TRIES = 3;

    private final ChunkStore store;
    private final RegistrationPolicy policy;
    private final RelayCounters counters;
    private final SecureRandom random;
    private final InstantSource clock;

    Registrations(ChunkStore store, RegistrationPolicy policy, RelayCounters counters, SecureRandom random,
            InstantSource clock) {
        this.store = store;
        this.policy = policy;
        this.counters = counters;
        this.random = random;
        this.clock = clock;
    }

    Reply create(NewChunk command) {
        if (!policy.allows(command.password())) {
            return new Failure(ErrorCode.AUTH);
        }
        if (!ChunkSize.isValid(command.size())) {
            return new Failure(ErrorCode.SIZE);
        }
        for (int i = 0; i < TRIES; i++) {
            var recipients = recipients(command.recipientKeys());
            var chunk = chunk(command);
            if (StoreFailure.ofRecords(() -> store.add(chunk, recipients))) {
                counters.created(recipients.size());
                return new SenderIds(StoreTypes.entityId(chunk.id()), ids(recipients));
            }
        }
        return new Failure(ErrorCode.INTERNAL);
    }

    Reply add(Chunk chunk, AddRecipients command) {
        for (int i = 0; i < TRIES; i++) {
            var recipients = recipients(command.recipientKeys());
            if (StoreFailure.ofRecords(() -> store.addRecipients(chunk.id(), recipients))) {
                counters.recipientsAdded(recipients.size());
                return new RecipientIds(ids(recipients));
            }
        }
        // Not the ids, then: the chunk has gone since it was looked up.
        return new Failure(ErrorCode.AUTH);
    }

    private Chunk chunk(NewChunk command) {
        // A clock that was never set may be before 1970: the hour is kept from then on.
        long seconds = Math.max(0, clock.instant().getEpochSecond());
        return new Chunk(ChunkId.random(random), StoreTypes.authKey(command.senderKey()), (int) command.size(),
                ChunkDigest.of(command.digest().toArray()), seconds - seconds % Chunk.HOUR,
                new ChunkState.Registered());
    }

    private List<Recipient> recipients(List<PublicKey> keys) {
        return keys.stream().map(key -> new Recipient(ChunkId.random(random), StoreTypes.authKey(key))).toList();
    }

    private static List<EntityId> ids(List<Recipient> recipients) {
        return recipients.stream().map(recipient -> StoreTypes.entityId(recipient.id())).toList();
    }
}
