package org.yizhan;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Where an operator types a command and reads what it prints. */
final class Terminal {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** The exit status; why it failed stands among the errors, as {@code yizhan} itself prints it. */
    int type(Object command, String... arguments) {
        var line = new CommandLine(command);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setExecutionExceptionHandler((failure, where, result) -> {
            err.append(failure.getMessage());
            return 1;
        });
        return line.execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
