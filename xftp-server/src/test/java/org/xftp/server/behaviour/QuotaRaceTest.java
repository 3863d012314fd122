package org.xftp.server.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xftp.server.behaviour.peer.Http2Stream;

/** A relay with room for four chunks of 64 KiB, and more senders than that. */
class QuotaRaceTest {
    @RegisterExtension
    static final OnRelay RELAY = new OnRelay(RelayKind.QUOTA);

    @Test
    void roomIsReservedWhileUploadsRun(Bench bench) throws Exception {
        List<TestChunk> chunks = new ArrayList<>();
        List<Http2Stream> uploads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            TestChunk chunk = bench.registered();
            chunks.add(chunk);
            uploads.add(bench.session().begin(chunk.put(), chunk.content().first(1000)));
        }
        assertThat(Eventually.holds(() -> bench.uploadsUnderWay() == 4)).isTrue();
        TestChunk late = bench.registered();
        assertThat(bench.session().ask(late.put(), late.content()).text()).isEqualTo("ERR QUOTA");
        for (int i = 0; i < 4; i++) {
            uploads.get(i).write(chunks.get(i).content().from(1000), true);
            assertThat(Observation.brief(uploads.get(i).await(Session.PATIENCE))).isEqualTo("OK");
        }
        for (TestChunk chunk : chunks) {
            assertThat(bench.session().ask(chunk.delete()).text()).isEqualTo("OK");
        }
        assertThat(bench.session().ask(late.put(), late.content()).text()).isEqualTo("OK");
        bench.session().ask(late.delete());
    }

    @Test
    void asManyAsFitGetRoom(Bench bench) throws Exception {
        for (int round = 0; round < 5; round++) {
            List<TestChunk> chunks = new ArrayList<>();
            List<String> outcomes = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                chunks.add(bench.registered());
            }
            List<Http2Stream> uploads = new ArrayList<>();
            for (TestChunk chunk : chunks) {
                uploads.add(bench.session().begin(chunk.put(), chunk.content().first(1)));
            }
            for (int i = 0; i < chunks.size(); i++) {
                uploads.get(i).write(chunks.get(i).content().from(1), true);
            }
            for (Http2Stream upload : uploads) {
                outcomes.add(Observation.brief(upload.await(Session.PATIENCE)));
            }
            assertThat(Collections.frequency(outcomes, "OK")).isEqualTo(4);
            assertThat(Collections.frequency(outcomes, "ERR QUOTA")).isEqualTo(5);
            for (TestChunk chunk : chunks) {
                bench.session().ask(chunk.delete());
            }
        }
    }
}
