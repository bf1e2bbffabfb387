package org.yizhan;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yizhan.tag.Dictionaries;
import org.yizhan.tag.DictionaryFiles;
import org.yizhan.tag.DictionaryState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code dictionaries}: writes the bundled ones out for editing, and checks edited ones. */
@Command(
        name = "dictionaries",
        mixinStandardHelpOptions = true,
        description = "Writes the dictionaries out for editing, or says how those in the folder stand.")
final class DictionariesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--export",
            paramLabel = "FOLDER",
            description = "Write the dictionaries that come with the program into this folder.")
    private Optional<Path> export = Optional.empty();

    /** Exit code 0: done, and nothing is wrong; 1: a file is broken, or the folder can't be written. */
    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (export.isPresent()) {
            Dictionaries.export(export.get()).forEach(out::println);
            return 0;
        }
        Settings settings = Settings.load(System.getProperties(), System.getenv());
        DictionaryState state = DictionaryFiles.read(settings.text("yizhan.dictionaries"), Clock.systemUTC())
                .state();
        out.println("edition " + state.edition());
        state.files().forEach(file -> out.printf("%-24s %-8s %6d lines%n", file.file(), file.origin(), file.lines()));
        state.errors().forEach(out::println);
        return state.errors().isEmpty() ? 0 : 1;
    }
}
