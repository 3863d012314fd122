package org.xftp.client.behaviour;

import java.util.Optional;

/**
 * A case that the official recording does not have.
 *
 * @param received the name that an accepted download has
 * @param lastStep where it has to be refused, if that is the point
 */
record OwnCase(String name, Direction direction, Scenario scenario, Optional<String> received,
        Optional<Step> lastStep) {
    enum Direction {
        SEND, RECEIVE
    }

    /** Refused where the scenario names a failure. */
    static OwnCase send(String name, Scenario scenario) {
        return new OwnCase(name, Direction.SEND, scenario, Optional.empty(), Optional.empty());
    }

    /** Refused where the scenario names a failure, received as {@code f.bin} otherwise. */
    static OwnCase receive(String name, Scenario scenario) {
        return receive(name, scenario, "f.bin");
    }

    static OwnCase receive(String name, Scenario scenario, String received) {
        return new OwnCase(name, Direction.RECEIVE, scenario, Optional.of(received), Optional.empty());
    }

    OwnCase at(Step step) {
        return new OwnCase(name, direction, scenario, received, Optional.of(step));
    }
}
