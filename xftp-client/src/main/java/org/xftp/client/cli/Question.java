package org.xftp.client.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.xftp.client.XftpClientException;

/** Offers to delete a description that is of no more use. */
final class Question {
    private Question() {}

    /**
     * Deletes {@code file} when {@code yes} says so or the user, asked on a terminal, does; keeps it without a terminal, and when
     * a program reads along.
     */
    static void offerToDelete(CliContext context, Optional<Path> file, boolean yes, OutputOptions output)
            throws CliException, XftpClientException {
        if (file.isEmpty()) {
            return;
        }
        if (yes || (context.asks() && !output.json()
                && isYes(context, "Delete the used description " + file.get() + "? [y/N] "))) {
            try {
                Files.deleteIfExists(file.get());
            } catch (IOException e) {
                throw CliException.disk("cannot delete " + file.get());
            }
        }
    }

    private static boolean isYes(CliContext context, String question) throws CliException, XftpClientException {
        context.err().print(question);
        context.err().flush();
        return Blocking.call(() -> readYes(context));
    }

    private static boolean readYes(CliContext context) throws CliException {
        try {
            String answer = new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8)).readLine();
            return answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw CliException.disk("cannot read the answer");
        }
    }
}
