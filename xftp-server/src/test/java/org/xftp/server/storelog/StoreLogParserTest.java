package org.xftp.server.storelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.server.storelog.StoreLogRecord.Acknowledged;
import org.xftp.server.storelog.StoreLogRecord.BlockedChunk;
import org.xftp.server.storelog.StoreLogRecord.BodyStored;
import org.xftp.server.storelog.StoreLogRecord.Deleted;
import org.xftp.server.storelog.StoreLogRecord.NewChunk;
import org.xftp.server.storelog.StoreLogRecord.NewRecipients;
import org.xftp.store.ChunkState;

class StoreLogParserTest {
    private static final String ID = "C3Spbly_qe4uM0546-k1Mw==";
    private static final String OTHER = "hZhPT8Xhln0eLiSEgGKfjA==";
    private static final String KEY = "MCowBQYDK2VwAyEAvyR6jyFzrdGghmQSDe9mMSfA3MycZRs3SBU4ljaZvGI=";
    private static final String DIGEST = "ezfxDmKTgBeqKMY_DDktbvGNm8ii_ZCf-fM7z0n_EKo=";
    private static final String NEW = "FNEW " + ID + " " + KEY + " 65536 " + DIGEST + " 1795219200";

    private static NewChunk newChunk(String line) {
        return (NewChunk) StoreLogParser.parse(line).orElseThrow();
    }

    @Test
    void readsNewChunksInAnyStatus() {
        var active = newChunk(NEW + " active");
        assertThat(active.chunk().id()).isEqualTo(Fixture.id(ID));
        assertThat(active.chunk().size()).isEqualTo(65536);
        assertThat(active.chunk().createdHour()).isEqualTo(1795219200);
        assertThat(active.chunk().state()).isEqualTo(new ChunkState.Registered());
        assertThat(active.off()).isFalse();
        assertThat(newChunk(NEW)).as("an older log").isEqualTo(active);
        assertThat(newChunk(NEW + " off")).isEqualTo(new NewChunk(active.chunk(), true));
        assertThat(newChunk(NEW + " blocked,reason=spam").chunk().state())
                .isEqualTo(new ChunkState.Blocked("reason=spam"));
        assertThat(newChunk(NEW + " blocked,reason=content,notice={\"ttl\": 60}").chunk().state())
                .isEqualTo(new ChunkState.Blocked("reason=content,notice={\"ttl\":60}"));
    }

    @Test
    void roundsTimesDownToTheHour() {
        assertThat(newChunk(NEW.replace("1795219200", "1795222799")).chunk().createdHour()).isEqualTo(1795219200);
    }

    @Test
    void readsAllOtherRecords() {
        assertThat(StoreLogParser.parse("FPUT " + ID + " L3Nydi94ZnRwL3g=")).contains(new BodyStored(Fixture.id(ID)));
        assertThat(StoreLogParser.parse("FDEL " + ID)).contains(new Deleted(Fixture.id(ID)));
        assertThat(StoreLogParser.parse("FACK " + OTHER)).contains(new Acknowledged(Fixture.id(OTHER)));
        assertThat(StoreLogParser.parse("FBLK " + ID + " reason=spam,notice={}"))
                .contains(new BlockedChunk(Fixture.id(ID), "reason=spam,notice={}"));
        var added = (NewRecipients) StoreLogParser
                .parse("FADD " + ID + " " + OTHER + ":" + KEY + "," + ID + ":" + KEY).orElseThrow();
        assertThat(added.sender()).isEqualTo(Fixture.id(ID));
        assertThat(added.recipients()).extracting(recipient -> recipient.id().base64Url())
                .containsExactly(OTHER, ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FNEW", "FNEW ", "FNEW " + ID, "FNEW " + ID + " " + KEY + " 65536 " + DIGEST, NEW + " on",
        NEW + " ", NEW + " active ", NEW + " blocked", NEW + " blocked,reason=ham", "FDEL", "FDEL ",
        "FDEL C3Spbly_qe4uM0546-k1Mw", "FDEL " + ID + " ", "FDEL  " + ID, "FACK " + ID + " " + ID,
        "fdel " + ID, " FDEL " + ID, "FADD " + ID, "FADD " + ID + " ", "FADD " + ID + " " + OTHER,
        "FADD " + ID + " " + OTHER + ":" + KEY + ",", "FADD " + ID + " " + OTHER + ":" + DIGEST, "FPUT " + ID,
        "FPUT " + ID + " ", "FPUT " + ID + " ?", "FBLK " + ID, "FBLK " + ID + " spam",
        "FBLK " + ID + " reason=spam,notice=1", "FGET " + ID, "FDEL " + ID + "FDEL " + ID})
    void refusesLinesThatAreNotWholly(String line) {
        assertThat(StoreLogParser.parse(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536:0", "65536:-1", "65536:2147483648", "65536:x", "1795219200:-1",
        "1795219200:999999999999", "1795219200:1795219200.5", "ezfx:", "C3Sp:", "MCow:MDow"})
    void refusesFieldsOutOfBounds(String change) {
        var parts = change.split(":", 2);
        assertThat(StoreLogParser.parse(NEW.replace(parts[0], parts[1]))).isEqualTo(Optional.empty());
    }

    @Test
    void aLastLineThatDoesNotEndMayBeCut() {
        for (String line : List.of(NEW + " active", "FADD " + ID + " " + OTHER + ":" + KEY, "FDEL " + ID,
                "FACK " + OTHER)) {
            assertThat(StoreLogParser.parseUnended(line)).isEqualTo(StoreLogParser.parse(line)).isPresent();
            for (int length = 0; length < line.length(); length++) {
                assertThat(StoreLogParser.parseUnended(line.substring(0, length)))
                        .as("%d characters of %s", length, line.substring(0, 4)).isEmpty();
            }
        }
    }
}
