package org.xftp.server.behaviour;

import java.util.regex.Matcher;

/** Does what a case's {@code request} says and tells what it saw. */
@FunctionalInterface
interface Scenario {
    /**
     * Plays one case.
     *
     * @param name the case's name, matched against the scenario's, for its parameters
     */
    Observation run(Bench bench, Matcher name) throws Exception;

    @FunctionalInterface
    interface Plain {
        Observation run(Bench bench) throws Exception;
    }
}
