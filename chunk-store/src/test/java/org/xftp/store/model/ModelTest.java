package org.xftp.store.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xftp.store.Samples.HOUR;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.apache.commons.io.file.PathUtils;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkState;
import org.xftp.store.ChunkStore;
import org.xftp.store.Recipient;
import org.xftp.store.RecipientChunk;
import org.xftp.store.Samples;
import org.xftp.store.StoreDirectory;
import org.xftp.store.SweepOutcome;
import org.xftp.store.Upload;
import org.xftp.store.UploadStart;

/** Random operations on a real store and on {@link ModelStore}: every answer and every state must be the same. */
class ModelTest {
    private static final int IDS = 10;
    private static final long QUOTA = 1000;
    private static final String REASON = "reason=content,notice={}";

    @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
    void behavesAsTheModel(@ForAll("operations") List<Operation> operations) throws IOException {
        Path root = Files.createTempDirectory("chunk-store-model");
        try (Run run = new Run(new StoreDirectory(root))) {
            for (Operation operation : operations) {
                run.apply(operation);
            }
            run.apply(new Operation.Reopen());
            run.checkEverything();
        } finally {
            PathUtils.deleteDirectory(root);
        }
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        Arbitrary<Integer> id = Arbitraries.integers().between(0, IDS - 1);
        Arbitrary<List<Integer>> ids = id.list().ofMaxSize(3);
        Arbitrary<Integer> hour = Arbitraries.integers().between(0, 20);
        Arbitrary<Integer> variant = Arbitraries.integers().between(0, 3);
        Arbitrary<Operation.Sent> sent = Arbitraries.frequency(
                Tuple.of(6, Operation.Sent.RIGHT),
                Tuple.of(1, Operation.Sent.WRONG),
                Tuple.of(1, Operation.Sent.SHORT),
                Tuple.of(1, Operation.Sent.LONG),
                Tuple.of(1, Operation.Sent.BROKEN_OFF));
        return Arbitraries.<Operation>frequencyOf(
                Tuple.of(8, Combinators.combine(id, variant, hour, ids).as(Operation.Add::new)),
                Tuple.of(8, Combinators.combine(id, sent).as(Operation.Upload::new)),
                Tuple.of(2, Combinators.combine(id, ids).as(Operation.AddRecipients::new)),
                Tuple.of(2, id.map(Operation.Acknowledge::new)),
                Tuple.of(2, id.map(Operation.Delete::new)),
                Tuple.of(1, id.map(Operation.Block::new)),
                Tuple.of(1, Combinators.combine(hour, variant).as(Operation.Expire::new)),
                Tuple.of(1, id.map(Operation.LoseBody::new)),
                Tuple.of(1, id.map(Operation.LeaveOrphan::new)),
                Tuple.of(1, Arbitraries.of(new Operation.Sweep(), new Operation.Reopen())))
                .list()
                .ofMinSize(20)
                .ofMaxSize(60);
    }

    private static final class Run implements AutoCloseable {
        private final StoreDirectory directory;
        private final ModelStore model = new ModelStore(QUOTA);
        private ChunkStore store;

        Run(StoreDirectory directory) throws IOException {
            this.directory = directory;
            this.store = directory.open(QUOTA);
        }

        private static byte[] content(int id, int variant) {
            return Samples.bytes(100 * (1 + variant), 10L * id + variant);
        }

        private static List<Recipient> recipients(List<Integer> ids) {
            return ids.stream().map(Samples::recipient).toList();
        }

        void apply(Operation operation) throws IOException {
            switch (operation) {
                case Operation.Add add -> add(add);
                case Operation.AddRecipients(int id, List<Integer> recipients) ->
                    assertThat(store.addRecipients(Samples.id(id), recipients(recipients)))
                            .isEqualTo(model.addRecipients(id, recipients));
                case Operation.Upload(int id, Operation.Sent sent) ->
                    assertThat(upload(id, sent)).isEqualTo(model.upload(id, sent));
                case Operation.Acknowledge(int id) ->
                    assertThat(store.acknowledge(Samples.id(id))).isEqualTo(model.acknowledge(id));
                case Operation.Delete(int id) -> assertThat(store.delete(Samples.id(id))).isEqualTo(model.delete(id));
                case Operation.Block(int id) ->
                    assertThat(store.block(Samples.id(id), REASON)).isEqualTo(model.block(id, REASON));
                case Operation.Expire(int hour, int limit) ->
                    assertThat(store.expire(HOUR + hour * Chunk.HOUR, limit))
                            .isEqualTo(model.expire(HOUR + hour * Chunk.HOUR, limit));
                case Operation.LoseBody(int id) -> loseBody(id);
                case Operation.LeaveOrphan(int id) -> leaveOrphan(id);
                case Operation.Sweep() -> sweep();
                case Operation.Reopen() -> {
                    store.close();
                    store = directory.open(QUOTA);
                }
            }
            assertThat(store.usedBytes()).isEqualTo(model.used());
            assertThat(store.totals()).isEqualTo(model.totals());
        }

        private void add(Operation.Add add) throws IOException {
            Chunk chunk = Samples.at(Samples.chunk(Samples.id(add.id()), content(add.id(), add.variant())), add.hour());
            if (model.hasHour(chunk.createdHour())) {
                return; // Which of two expires first is not said.
            }
            assertThat(store.add(chunk, recipients(add.recipients())))
                    .isEqualTo(model.add(add.id(), chunk, add.variant(), add.recipients()));
        }

        private Object upload(int id, Operation.Sent sent) throws IOException {
            return switch (store.beginUpload(Samples.id(id))) {
                case UploadStart.Started(Upload upload) -> {
                    int variant = model.chunk(id).orElseThrow().variant;
                    try (upload) {
                        yield send(upload, content(id, variant), sent);
                    }
                }
                case UploadStart.AlreadyStored(var _) -> "already stored";
                case UploadStart other -> other;
            };
        }

        private static Object send(Upload upload, byte[] content, Operation.Sent sent) throws IOException {
            switch (sent) {
                case RIGHT -> upload.write(content, 0, content.length);
                case WRONG -> upload.write(new byte[content.length], 0, content.length);
                case SHORT, BROKEN_OFF -> upload.write(content, 0, content.length - 1);
                case LONG -> {
                    upload.write(content, 0, content.length);
                    upload.write(content, 0, 1);
                }
            }
            return sent == Operation.Sent.BROKEN_OFF ? "broken off" : upload.finish();
        }

        private void loseBody(int id) throws IOException {
            if (model.chunk(id).filter(entry -> entry.body).isPresent()) {
                Files.delete(directory.body(Samples.id(id)));
                model.chunk(id).orElseThrow().body = false;
            }
        }

        private void leaveOrphan(int id) throws IOException {
            if (model.chunk(id).filter(entry -> entry.state instanceof ChunkState.Stored).isEmpty()) {
                Files.write(directory.body(Samples.id(id)), content(id, 0));
            }
        }

        private void sweep() throws IOException {
            assertThat(store.sweep()).isInstanceOf(SweepOutcome.Finished.class);
            assertThat(directory.bodyFiles()).hasSize((int) model.bodies());
        }

        void checkEverything() throws IOException {
            for (int id : IntStream.range(0, IDS).toArray()) {
                assertThat(store.findBySender(Samples.id(id)))
                        .isEqualTo(model.chunk(id).map(entry -> entry.chunk.withState(entry.state)));
                assertThat(store.findByRecipient(Samples.id(id)))
                        .isEqualTo(model.ofRecipient(id).map(entry -> new RecipientChunk(
                                Samples.recipient(id).key(), entry.chunk.withState(entry.state))));
                assertThat(StoreDirectory.read(store, Samples.id(id)).map(ByteBuffer::wrap))
                        .isEqualTo(
                                model.chunk(id).filter(e -> e.body).map(e -> ByteBuffer.wrap(content(id, e.variant))));
            }
            sweep();
        }

        @Override
        public void close() throws IOException {
            store.close();
        }
    }
}
