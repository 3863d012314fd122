package org.xftp.client.cli;

import java.nio.file.InvalidPathException;
import java.util.List;
import org.xftp.client.XftpClientException;

/** Does the same with each of several descriptions: the failure of one does not keep the others from their turn. */
final class Several {
    /** What is done with one of them. */
    interface Work {
        /**
         * Does it.
         *
         * @param number from 1
         */
        void run(String description, int number) throws CliException, XftpClientException;
    }

    private Several() {}

    /**
     * With a single description its failure is the command's; of several each is reported, and the worst decides.
     *
     * @throws CliException when anything failed
     */
    static void each(Report report, List<String> descriptions, Work work) throws CliException, XftpClientException {
        if (descriptions.size() == 1) {
            work.run(descriptions.getFirst(), 1);
            return;
        }
        if (descriptions.stream().filter("-"::equals).count() > 1) {
            throw CliException.usage("standard input can be read once only");
        }
        ExitCode worst = ExitCode.OK;
        int failures = 0;
        for (int i = 0; i < descriptions.size(); i++) {
            try {
                work.run(descriptions.get(i), i + 1);
            } catch (CliException | XftpClientException | InvalidPathException e) {
                ExitCode code = Failures.exitCode(e);
                if (code == ExitCode.INTERRUPTED) {
                    throw e;
                }
                report.failed(name(descriptions.get(i), i + 1), code, Failures.message(e), Failures.relay(e));
                worst = worst.worse(code);
                failures++;
            }
        }
        if (failures > 0) {
            throw new CliException(worst, failures + " of " + descriptions.size() + " descriptions failed");
        }
    }

    /** As it was given, unless there is a link in it. */
    static String name(String description, int number) {
        return DescriptionInput.hasLink(description) ? "description " + number : description;
    }
}
