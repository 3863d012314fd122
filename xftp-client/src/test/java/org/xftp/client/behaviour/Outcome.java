package org.xftp.client.behaviour;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.xftp.client.XftpClientException;

/** What came of a scenario. */
sealed interface Outcome {
    /** What the relay was asked, in order. */
    List<Step> steps();

    /**
     * It worked.
     *
     * @param file what was received, or received again after it was sent
     */
    record Accepted(List<Step> steps, Path file) implements Outcome {}

    record Refused(List<Step> steps, XftpClientException failure) implements Outcome {
        /**
         * The step at which the client had enough; empty: in TLS already. It may come back for one purpose, which does
         * not count: to delete what it has registered.
         */
        Optional<Step> lastStep() {
            int cleaning = steps.indexOf(Step.FDEL);
            List<Step> before = cleaning < 0 ? steps : withoutHandshake(steps.subList(0, cleaning));
            return before.isEmpty() ? Optional.empty() : Optional.of(before.getLast());
        }

        /** The same without the handshake of a new connection at the end. */
        private static List<Step> withoutHandshake(List<Step> steps) {
            int end = steps.size();
            while (end > 0 && steps.get(end - 1).isHandshake()) {
                end--;
            }
            return steps.subList(0, end);
        }
    }
}
