package org.yizhan.routes;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Channel;
import org.yizhan.article.Source;
import org.yizhan.ingest.poll.ChannelFaults;

/**
 * The source files in force. Their folder is looked through each second: a file that is new, changed or gone takes effect
 * without a restart and without touching the routes of other files. A broken file is refused with line and reason, and
 * what it held before runs on. Questions may be asked from any thread.
 */
public final class SourceFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceFiles.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int LONGEST_REST = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Who wants to know what is in force; called again where it throws. */
    public interface Listener {
        /** @param sources as the files describe them; @param channels every channel in force */
        void declared(List<Source> sources, List<Channel> channels);
    }

    private final Optional<Path> folder;
    private final SourceRoutes routes;
    private final SourceFileReader reader;
    private final Listener listener;
    private final Map<String, SourceFile> inForce = new TreeMap<>();
    private final Map<String, String> stamps = new ConcurrentSkipListMap<>();
    private final Map<String, String> refused = new ConcurrentSkipListMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("source-files").factory());
    private final Map<String, Integer> again = new TreeMap<>();
    private long looks;
    private boolean isTold;

    private SourceFiles(Optional<Path> folder, SourceRoutes routes, ChannelFaults faults, Listener listener) {
        this.folder = folder;
        this.routes = routes;
        this.reader = new SourceFileReader(routes.templates(), faults);
        this.listener = listener;
    }

    /**
     * Loads the files in {@code files} and goes on watching them. Returns once all were read, or after five seconds: Camel
     * takes 25 s for 5,000 routes, and the program serves meanwhile.
     */
    public static SourceFiles watch(
            RouteFiles files, ModelCamelContext camel, ChannelFaults faults, Listener listener) {
        var sources = new SourceFiles(files.sourceFolder(), new SourceRoutes(camel), faults, listener);
        var read = new CountDownLatch(1);
        Runnable look = () -> {
            sources.look();
            read.countDown();
        };
        var unused = sources.watch.scheduleWithFixedDelay(look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        sources.await(read);
        return sources;
    }

    private void await(CountDownLatch read) {
        try {
            if (!read.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("there are many source files; they are loaded while the program serves");
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the source files were read", e);
        }
    }

    /** The files that are not in force as they stand, with line and reason, by name. */
    public Map<String, String> refused() {
        return Map.copyOf(refused);
    }

    /** The names of all files that there are. */
    public Set<String> names() {
        return Set.copyOf(stamps.keySet());
    }

    private void look() {
        try {
            if (folder.isPresent()) {
                look(folder.get());
            } else if (stamps.isEmpty()) {
                RouteFiles.copiedSources().forEach((name, text) -> {
                    stamps.put(name, "");
                    change(name, text);
                });
            }
            tell();
        } catch (IOException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("the source files could not be looked through; what was in force goes on");
        }
    }

    private void look(Path sources) throws IOException {
        looks++;
        Map<String, Path> files = files(sources);
        for (String gone : List.copyOf(stamps.keySet())) {
            if (!files.containsKey(gone)) {
                forget(gone);
            }
        }
        for (Map.Entry<String, Path> file : files.entrySet()) {
            look(file.getKey(), file.getValue());
        }
    }

    /** One that can't be read is refused like one that is broken, and tried again until it can. */
    private void look(String name, Path file) {
        try {
            String stamp = stamp(file);
            if (!stamp.equals(stamps.get(name)) || isTimeAgain(name)) {
                String text = text(file);
                stamps.put(name, stamp);
                change(name, text);
            }
        } catch (IOException e) {
            stamps.put(name, "to be tried again");
            refuse(name, "the file can't be read: " + e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    /** What may pass is tried again after one look, two, four, up to a minute: each try costs Camel something. */
    private boolean isTimeAgain(String name) {
        return again.containsKey(name) && looks % again.getOrDefault(name, 1) == 0;
    }

    private static Map<String, Path> files(Path folder) throws IOException {
        var files = new TreeMap<String, Path>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(SourceFiles::isSource)
                        .forEach(file -> files.put(file.getFileName().toString(), file));
            }
        }
        return files;
    }

    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(RouteFiles.ENDING) && !name.startsWith(".");
    }

    /** Changes with the file: a file is read only where this is new. */
    private static String stamp(Path file) throws IOException {
        BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
        return about.lastModifiedTime() + " " + about.size() + " " + about.fileKey();
    }

    /** What is no UTF-8 is read as a text that no YAML reader takes, so that it is refused like any broken file. */
    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            return "the file is no UTF-8: [";
        }
    }

    private void forget(String name) {
        stamps.remove(name);
        refused.remove(name);
        again.remove(name);
        SourceFile old = inForce.remove(name);
        if (old != null) {
            old.declarations().forEach(declaration -> routes.remove(declaration.id()));
            isTold = false;
            LOG.atInfo().addKeyValue("file", name).log("a source file is gone, and its channels with it");
        }
    }

    private void change(String name, String text) {
        try {
            SourceFile file = reader.read(name, text);
            replace(file);
            refused.remove(name);
            again.remove(name);
            isTold = false;
        } catch (BrokenFile e) {
            refuse(name, String.valueOf(e.getMessage()));
            if (e.mayPass()) {
                again.merge(name, 1, (before, one) -> Math.min(before * 2, LONGEST_REST));
            }
        }
    }

    private void refuse(String name, String reason) {
        if (!reason.equals(refused.put(name, reason))) {
            LOG.atWarn()
                    .addKeyValue("file", name)
                    .addKeyValue("error", reason)
                    .log(
                            inForce.containsKey(name)
                                    ? "a source file is refused; what it held before runs on"
                                    : "a source file is refused; nothing of it runs");
        }
    }

    private void replace(SourceFile file) throws BrokenFile {
        SourceFile old = inForce.getOrDefault(file.name(), new SourceFile(file.name(), List.of()));
        for (Declaration declaration : file.declarations()) {
            String id = declaration.id();
            if (old.find(id).isEmpty() && routes.has(id)) {
                throw BrokenFile.forNow(declaration.line(), "the route id " + id + " is taken; choose another");
            }
        }
        List<Declaration> leaving = old.without(file);
        leaving.forEach(declaration -> routes.remove(declaration.id()));
        add(file.without(old), leaving);
        inForce.put(file.name(), file);
    }

    /** Adds all or none: where one can't be, those before it go and what they replaced comes back. */
    private void add(List<Declaration> coming, List<Declaration> replaced) throws BrokenFile {
        var added = new ArrayList<Declaration>();
        try {
            for (Declaration declaration : coming) {
                routes.add(declaration);
                added.add(declaration);
            }
        } catch (BrokenFile e) {
            added.forEach(declaration -> routes.remove(declaration.id()));
            for (Declaration declaration : replaced) {
                routes.add(declaration);
            }
            throw e;
        }
    }

    private void tell() {
        if (isTold) {
            return;
        }
        var sources = new LinkedHashMap<String, Source>();
        inForce.values().forEach(file -> file.sources().forEach(source -> sources.putIfAbsent(source.id(), source)));
        listener.declared(
                List.copyOf(sources.values()),
                inForce.values().stream()
                        .flatMap(file -> file.channels().stream())
                        .toList());
        isTold = true;
    }

    /** Stops watching; the routes go on. */
    @Override
    public void close() {
        watch.shutdownNow();
    }
}
