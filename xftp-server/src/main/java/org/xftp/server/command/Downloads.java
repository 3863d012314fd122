package org.xftp.server.command;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.FileBody;
import org.xftp.protocol.crypto.CryptoException;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.crypto.X25519PublicKey;
import org.xftp.server.config.MinimumRate;
import org.xftp.server.statistics.RelayCounters;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkState;
import org.xftp.store.ChunkStore;

/** FGET: opens a chunk's body and a secret box under a fresh agreement (docs/PROTOCOL.md section 3.3). */
final class Downloads {
    private final ChunkStore store;
    private final RelayCounters counters;
    private final SecureRandom random;
    private final MinimumRate rate;
    private final LongSupplier nanoTime;

    Downloads(CommandDependencies with) {
        store = with.store();
        counters = with.counters();
        random = with.random();
        rate = with.limits().download();
        nanoTime = with.nanoTime();
    }

    Answer get(Chunk chunk, X25519PublicKey recipient) {
        return switch (chunk.state()) {
            case ChunkState.Registered() -> failure(ErrorCode.NO_FILE);
            case ChunkState.Stored() -> open(chunk, recipient);
            case ChunkState.Blocked(var reason) -> new Answer.BlockOnly(new Failure(StoreTypes.blocked(reason)));
        };
    }

    private Answer open(Chunk chunk, X25519PublicKey recipient) {
        var relayKey = X25519PrivateKey.generate(random);
        var shared = agree(relayKey, recipient);
        if (shared.isEmpty()) {
            return failure(ErrorCode.SYNTAX);
        }
        // Opened before anything is answered: once FILE is out, trouble can only break the stream.
        var body = StoreFailure.ofBodies(() -> store.openBody(chunk.id()));
        if (body.isEmpty()) {
            return failure(ErrorCode.AUTH);
        }
        var nonce = Nonce.random(random);
        var box = SecretBox.encrypting(shared.get(), nonce);
        return new Answer.WithChunk(new FileBody(relayKey.publicKey(), nonce),
                new Download(chunk.id(), body.get(), box, new TransferPace(rate, chunk.size(), nanoTime), counters));
    }

    /** Empty for a key of small order, with which everyone would know the secret (docs/PROTOCOL.md section 9). */
    private static Optional<Secret> agree(X25519PrivateKey relayKey, X25519PublicKey recipient) {
        try {
            return Optional.of(relayKey.agree(recipient));
        } catch (CryptoException e) {
            return Optional.empty();
        }
    }

    private static Answer failure(ErrorCode error) {
        return new Answer.BlockOnly(new Failure(error));
    }
}
