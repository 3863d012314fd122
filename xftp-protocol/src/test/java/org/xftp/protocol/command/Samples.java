package org.xftp.protocol.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.Ed448PrivateKey;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.protocol.crypto.X25519PrivateKey;

/** At least one value of every message; {@link CodecTest} fails when a message is missing here. */
final class Samples {
    static final SecureRandom RANDOM = new SecureRandom();
    static final PublicKey ED25519 = Ed25519PrivateKey.generate(RANDOM).publicKey();
    static final PublicKey ED448 = Ed448PrivateKey.generate(RANDOM).publicKey();
    static final X25519PrivateKey X25519 = X25519PrivateKey.generate(RANDOM);
    static final Digest DIGEST = Digest.compute(new byte[1]);

    private Samples() {}

    static Stream<Command> commands() {
        return Stream.of(new NewChunk(ED25519, ChunkSize.KIB_64, DIGEST, List.of(ED25519), Optional.empty()),
                new NewChunk(ED448, 0xffff_ffffL, DIGEST, List.of(ED25519, ED448, X25519.publicKey(), ED25519),
                        Optional.of(Password.of("correct-horse"))),
                new NewChunk(X25519.publicKey(), 0, DIGEST, Collections.nCopies(255, ED25519),
                        Optional.of(Password.of(""))),
                new AddRecipients(List.of(ED448)), new AddRecipients(Collections.nCopies(255, ED25519)), new PutChunk(),
                new DeleteChunk(), new GetChunk(X25519.publicKey()), new AckChunk(), new Ping());
    }

    static Stream<Reply> replies() {
        EntityId id = EntityId.of("0123456789abcdef".getBytes(ISO_8859_1));
        List<Reply> replies = new ArrayList<>(List.of(new SenderIds(id, List.of(EntityId.of(new byte[]{7}))),
                new SenderIds(id, Collections.nCopies(255, id)), new RecipientIds(List.of(id, EntityId.EMPTY)),
                new FileBody(X25519.publicKey(), Nonce.random(RANDOM)), new Ok(), new Pong()));
        errors().map(Failure::new).forEach(replies::add);
        return replies.stream();
    }

    static Stream<XftpError> errors() {
        return Stream.concat(Arrays.stream(ErrorCode.values()),
                Stream.of(new Blocked(BlockReason.SPAM, Optional.empty()),
                        new Blocked(BlockReason.CONTENT, Optional.of(new BlockNotice(OptionalLong.empty()))),
                        new Blocked(BlockReason.CONTENT, Optional.of(new BlockNotice(OptionalLong.of(3600))))));
    }
}
