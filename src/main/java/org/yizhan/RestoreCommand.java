package org.yizhan;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.yizhan.embedded.DataFolder;
import org.yizhan.ops.backup.Restoration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code restore}: puts a backup into the database that is configured, which must be empty, and has the stages
 * read again from where they were. The program must not run. Exit code 0: all of it is in and the stages are set; 1: nothing
 * is, or the rows alone: then the program does not start until this was run again with the same file.
 */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Puts a backup into the configured database, which must hold nothing yet; no program may run meanwhile.",
            "Where it was cut off, run it again with the same file: it goes on from there.",
            "What Kafka still has of the time after the backup is read again when the program starts."
        })
final class RestoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What the command backup has written.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException, SQLException {
        Settings settings = Settings.load(System.getProperties(), System.getenv());
        var closing = new Closing();
        try (Restoration backup = Restoration.of(file)) {
            DataFolder folder = closing.add(DataFolder.open(Path.of(settings.text("yizhan.data.dir"))));
            Servers.restore(settings, folder, new SecureRandom(), closing, backup);
            var out = spec.commandLine().getOut();
            out.println(backup.rows() + " rows as of " + backup.at() + " are in; start the program");
            out.flush();
            return 0;
        } finally {
            closing.close();
        }
    }
}
