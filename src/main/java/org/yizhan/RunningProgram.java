package org.yizhan;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the operators' commands find the program that runs: as configured, or where {@code --management} says. */
final class RunningProgram {

    @Option(
            names = "--management",
            paramLabel = "URL",
            description = "The running program's management port; default as configured.")
    private Optional<URI> management = Optional.empty();

    /** Asks it. */
    OperatorClient client() throws IOException {
        return OperatorClient.of(Settings.load(System.getProperties(), System.getenv()), management);
    }

    /**
     * What it answers.
     *
     * @throws IllegalArgumentException with what it says is wrong, or that nothing answers
     */
    JsonNode post(String path, String body) throws IOException, InterruptedException {
        OperatorClient operator = client();
        return operator.post(path, body)
                .orElseThrow(() -> new IllegalArgumentException("nothing answers at " + operator.address("/")
                        + "; start the program first, or name it with --management"));
    }
}
