package org.yizhan;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.bench.BenchCommand;
import org.yizhan.deduplicate.Rehearsal;
import org.yizhan.embedded.Secrets;
import org.yizhan.ingest.DropFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program's entry: {@code yizhan} runs the relay until it is told to stop, its subcommands do one thing and end. */
@Command(
        name = "yizhan",
        mixinStandardHelpOptions = true,
        versionProvider = Yizhan.Version.class,
        subcommands = {
            StatusCommand.class,
            KeyCommand.class,
            CheckCommand.class,
            DictionariesCommand.class,
            EraseCommand.class,
            RetagCommand.class,
            BackupCommand.class,
            RestoreCommand.class
        },
        description = {
            "Relays Chinese public-sector news: takes articles in, recognises each story once, publishes feeds.",
            "Without a command it serves until it gets SIGTERM or Ctrl-C. Settings come from the environment; see the README."
        })
public final class Yizhan implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(Yizhan.class);

    @Spec
    private CommandSpec spec;

    /** What {@code --version} says. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"yizhan " + Wiring.version()};
        }
    }

    public static void main(String[] arguments) {
        var command = new CommandLine(new Yizhan());
        command.addSubcommand(new BenchCommand(
                ChildInstance::start, Optional.of(new Rehearsal()::decide), java.time.Clock.systemUTC()));
        command.setExecutionExceptionHandler((failure, where, result) -> {
            LOG.debug("the command failed", failure);
            where.getErr().println("yizhan: " + Settings.withoutSecrets(String.valueOf(failure.getMessage())));
            return 1;
        });
        System.exit(command.execute(arguments));
    }

    /** Serves until the process is told to stop. */
    @Override
    public Integer call() throws InterruptedException {
        Settings settings = Settings.load(System.getProperties(), System.getenv());
        var closing = new Closing();
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(closing, stopped), "stop"));
        leaveWithParent();
        sayHowNamesAreRead();
        Wiring wiring = Wiring.start(settings, closing);
        tell(spec.commandLine().getOut(), settings, wiring);
        LOG.atInfo()
                .addKeyValue("ms", ManagementFactory.getRuntimeMXBean().getUptime())
                .log("started");
        stopped.await();
        return 0;
    }

    private static void sayHowNamesAreRead() {
        DropFolder.misread()
                .ifPresent(charset -> LOG.warn(
                        "names of files are read in {}: files and folders with Chinese names can't be taken; start with LANG=C.UTF-8",
                        charset));
    }

    private static void stop(Closing closing, CountDownLatch stopped) {
        boolean running = closing.isOpen();
        if (running) {
            LOG.info("stopping");
        }
        closing.close();
        if (running) {
            LOG.info("stopped");
        }
        stopped.countDown();
    }

    /** Ends with the process that started us, where that asks for it: Maven may be killed without a word to us. */
    private static void leaveWithParent() {
        if (Boolean.getBoolean("yizhan.leave.with.parent")) {
            var unused = ProcessHandle.current()
                    .parent()
                    .map(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        }
    }

    private static void tell(PrintWriter out, Settings settings, Wiring wiring) {
        String web = PortSettings.WEB.address(settings, "localhost", wiring.httpPort());
        String management = PortSettings.management(settings, wiring.managementPort());
        out.println();
        out.println("  Yizhan 驿站 " + Wiring.version());
        out.println("  pages       " + web + "/");
        out.println("  feeds       " + web + "/feeds/all.atom   .rss   .json");
        out.println("  push        " + web + "/api/v1/articles");
        out.println("  links say   " + settings.text("yizhan.base.url") + "   (YIZHAN_BASE_URL)");
        out.println("  operators   " + management + "/ops   health " + management + "/observe/health");
        tell(out, wiring.secrets(), settings);
        out.println();
        out.flush();
    }

    private static void tell(PrintWriter out, Secrets secrets, Settings settings) {
        if (secrets.opsPasswordIsNew() || secrets.apiKeyIsNew()) {
            out.println();
            out.println("  Made for this data folder, kept in " + settings.text("yizhan.data.dir")
                    + "/secrets.properties and shown only now:");
        }
        if (secrets.opsPasswordIsNew()) {
            out.println("  operator    ops / " + secrets.opsPassword());
        }
        if (secrets.apiKeyIsNew()) {
            out.println("  push key    " + secrets.apiKey());
        }
    }
}
