package org.xftp.server.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.command.Blocked;
import org.xftp.server.config.ControlPassword;
import org.xftp.server.config.ControlSettings;
import org.xftp.store.ChunkId;

class ControlSessionTest {
    private static final String ID = "AAECAwQFBgcICQoLDA0ODw==";
    private static final ControlSettings BOTH_ROLES = new ControlSettings(0,
            Optional.of(new ControlPassword("admin-secret")), Optional.of(new ControlPassword("user-secret")));

    private final Recorder actions = new Recorder();
    private final ControlSession session = new ControlSession(BOTH_ROLES, actions);

    @Test
    void givesTheRoleOfThePasswordOnce() {
        assertThat(session.answer("auth wrong")).contains("Current role is CPRNone");
        assertThat(session.answer("auth user-secret")).contains("Current role is CPRUser");
        assertThat(session.answer("auth user-secret")).contains("Current role is CPRUser");
        assertThat(session.answer("auth admin-secret"))
                .contains("Current role is CPRUser, start new session to change.");
        assertThat(new ControlSession(BOTH_ROLES, actions).answer("auth admin-secret\r"))
                .contains("Current role is CPRAdmin");
    }

    @Test
    void givesNoRoleWithoutPasswords() {
        var open = new ControlSession(new ControlSettings(0, Optional.empty(), Optional.empty()), actions);

        assertThat(open.answer("auth ")).contains("error: not enough input");
        assertThat(open.answer("auth x")).contains("Current role is CPRNone");
        assertThat(open.answer("delete " + ID)).contains("AUTH");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            delete AAECAwQFBgcICQoLDA0ODw== | AUTH
            block AAECAwQFBgcICQoLDA0ODw== reason=spam | AUTH
            stats-rts | running
            help | commands: stats-rts, delete, help, quit
            nonsense | error: Failed reading: bad ControlProtocol command
            """)
    void answersWithoutARole(String line, String answer) {
        assertThat(session.answer(line)).contains(answer);
        assertThat(actions.done).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user-secret", "admin-secret"})
    void deletesAndBlocksInBothRoles(String password) {
        session.answer("auth " + password);

        assertThat(session.answer("delete " + ID)).contains("ok");
        assertThat(session.answer("block " + ID + " reason=spam")).contains("ok");
        assertThat(actions.done).containsExactly("delete", "block reason=spam");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            reason=spam | reason=spam
            reason=content | reason=content
            reason=content,notice={} | reason=content,notice={}
            reason=content,notice={"ttl":3600} | reason=content,notice={"ttl":3600}
            reason=content,notice={"ttl": 3600} | reason=content,notice={"ttl":3600}
            reason=spam,notice={"ttl":null} | reason=spam,notice={}
            """)
    void understandsReasons(String typed, String stored) {
        session.answer("auth admin-secret");

        assertThat(session.answer("block " + ID + " " + typed)).contains("ok");
        assertThat(actions.done).containsExactly("block " + stored);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            block AAECAwQFBgcICQoLDA0ODw== reason=content,notice=x | error: endOfInput
            block AAECAwQFBgcICQoLDA0ODw== reason=other | error: string
            block AAECAwQFBgcICQoLDA0ODw== reason=content, notice={} | error: endOfInput
            block AAECAwQFBgcICQoLDA0ODw== reason=spams | error: endOfInput
            block AAECAwQFBgcICQoLDA0ODw== | error: not enough input
            block AAECAwQFBgcICQoLDA0ODw== reas | error: not enough input
            block AAECAwQFBgcICQoLDA0ODw== spam | error: string
            block | error: not enough input
            delete | error: not enough input
            delete xyz | error: Failed reading: invalid id
            block xyz reason=spam | error: Failed reading: invalid id
            """)
    void refusesWhatItDoesNotUnderstand(String line, String answer) {
        session.answer("auth admin-secret");

        assertThat(session.answer(line)).contains(answer);
        assertThat(actions.done).isEmpty();
    }

    @Test
    void saysAuthForUnknownIds() {
        session.answer("auth admin-secret");
        actions.found = false;

        assertThat(session.answer("delete " + ID)).contains("error: AUTH");
        assertThat(session.answer("block " + ID + " reason=spam")).contains("error: AUTH");
    }

    @Test
    void endsWithQuit() {
        assertThat(session.answer("quit")).isEmpty();
    }

    @Test
    void doesNotPrintPasswords() {
        assertThat(ControlLine.parse("auth geheim").toString()).doesNotContain("geheim");
    }

    /** Stands for the relay: remembers what it was told to do. */
    private static final class Recorder implements ControlActions {
        final List<String> done = new ArrayList<>();
        boolean found = true;

        @Override
        public boolean delete(ChunkId recipient) throws IOException {
            done.add("delete");
            return found;
        }

        @Override
        public boolean block(ChunkId recipient, Blocked reason) throws IOException {
            done.add("block " + reason.details());
            return found;
        }

        @Override
        public String runtimeStatistics() {
            return "running";
        }
    }
}
