package org.yizhan.tag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dictionaries in force: those that come with the program, each replaced by the file of its name in the operator's
 * folder where there is one, and added to by the file with {@code .local} in its name. The folder is looked through each
 * second and whenever asked. A broken file is refused with line and reason: what was in force of it stays, the other
 * files take effect. Safe for concurrent use.
 */
public final class DictionaryFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DictionaryFiles.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final String DEFAULT = "dictionaries";

    private final Path folder;
    private final Clock clock;
    private final Consumer<Dictionaries> listener;
    private final Map<String, String> refused = new TreeMap<>();
    private final Map<String, Instant> loaded = new TreeMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dictionaries").factory());
    private String stamp = "";
    private Dictionaries inForce = Dictionaries.bundled();
    private final Instant started;
    private Instant since;

    private DictionaryFiles(Path folder, Clock clock, Consumer<Dictionaries> listener) {
        this.folder = folder;
        this.clock = clock;
        this.listener = listener;
        this.started = clock.instant();
        this.since = started;
    }

    /**
     * Reads the dictionaries and goes on watching the folder; the default one may be missing.
     *
     * @param listener gets what is in force, at once and after each change
     * @throws IllegalArgumentException where a folder was asked for by name and is not there
     */
    public static DictionaryFiles watch(String folder, Clock clock, Consumer<Dictionaries> listener) {
        DictionaryFiles files = of(folder, clock, listener);
        listener.accept(files.inForce);
        var unused = files.watch.scheduleWithFixedDelay(
                files::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return files;
    }

    /** Those in the folder as they are now; broken files are left out, and said in the state. */
    public static DictionaryFiles read(String folder, Clock clock) {
        try (DictionaryFiles files = of(folder, clock, dictionaries -> {})) {
            return files;
        }
    }

    private static DictionaryFiles of(String folder, Clock clock, Consumer<Dictionaries> listener) {
        if (!folder.equals(DEFAULT) && !Files.isDirectory(Path.of(folder))) {
            throw new IllegalArgumentException("yizhan.dictionaries is '" + folder
                    + "'; give a folder, such as one that yizhan dictionaries --export makes");
        }
        var files = new DictionaryFiles(Path.of(folder), clock, listener);
        files.reload();
        return files;
    }

    /** What is in force. */
    public synchronized Dictionaries inForce() {
        return inForce;
    }

    private synchronized void look() {
        try {
            if (!stamp().equals(stamp)) {
                reload();
            }
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("the dictionaries could not be looked through; what was in force goes on");
        }
    }

    /** Reads the folder now, changed or not. Returns how the dictionaries stand then. */
    public synchronized DictionaryState reload() {
        stamp = stamp();
        Map<String, String> before = Map.copyOf(refused);
        refused.clear();
        take(wanted());
        refused.forEach((file, reason) -> {
            if (!reason.equals(before.get(file))) {
                LOG.atWarn()
                        .addKeyValue("file", file)
                        .addKeyValue("error", reason)
                        .log("a dictionary is refused");
            }
        });
        return state();
    }

    /** What the folder asks for; a file that can't be read is asked for as it was. */
    private DictionaryTexts wanted() {
        DictionaryTexts wanted = DictionaryTexts.bundled();
        for (String name : DictionaryTexts.known()) {
            Optional<DictionaryText> text;
            try {
                text = DictionaryTexts.inFolder(folder, name);
            } catch (BrokenDictionary e) {
                refused.put(name, String.valueOf(e.getMessage()));
                text = inForce.texts().find(name);
            }
            if (text.isPresent()) {
                wanted = wanted.with(text.get());
            }
        }
        return wanted;
    }

    /** Puts the texts into force, each broken one in its former state; all in theirs where that does not help. */
    private void take(DictionaryTexts texts) {
        DictionaryTexts wanted = texts;
        for (int tries = 0; tries <= DictionaryTexts.known().size(); tries++) {
            if (wanted.edition().equals(inForce.edition())) {
                return;
            }
            try {
                use(Dictionaries.of(wanted));
                return;
            } catch (BrokenDictionary e) {
                refused.putIfAbsent(e.file(), String.valueOf(e.getMessage()));
                wanted = former(wanted, e.file());
            }
        }
        LOG.warn("the dictionaries don't fit together; all of them stay as they were");
    }

    private DictionaryTexts former(DictionaryTexts texts, String file) {
        Optional<DictionaryText> before = inForce.texts().find(file);
        if (before.equals(texts.find(file))) {
            return inForce.texts();
        }
        return before.map(texts::with).orElseGet(() -> texts.without(file));
    }

    private void use(Dictionaries dictionaries) {
        Instant now = clock.instant();
        for (String name : DictionaryTexts.known()) {
            if (!dictionaries.texts().find(name).equals(inForce.texts().find(name))) {
                loaded.put(name, now);
            }
        }
        inForce = dictionaries;
        since = now;
        LOG.atInfo().addKeyValue("edition", dictionaries.edition()).log("dictionaries are in force");
        listener.accept(dictionaries);
    }

    /** How they stand. */
    public synchronized DictionaryState state() {
        List<DictionaryState.File> files = new ArrayList<>();
        for (String name : DictionaryTexts.known()) {
            Optional<DictionaryText> text = inForce.texts().find(name);
            if (text.isPresent() || refused.containsKey(name)) {
                files.add(new DictionaryState.File(
                        name,
                        text.map(found -> found.origin().name().toLowerCase(Locale.ROOT))
                                .orElse("none"),
                        text.map(found -> found.lines().size()).orElse(0),
                        text.map(DictionaryText::hash).orElse(""),
                        loaded.getOrDefault(name, started),
                        refused.getOrDefault(name, "")));
            }
        }
        return new DictionaryState(inForce.edition(), since, files);
    }

    /** Changes with the files. */
    private String stamp() {
        var stamp = new StringBuilder();
        for (String name : DictionaryTexts.known()) {
            try {
                BasicFileAttributes about = Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
                stamp.append(name)
                        .append(about.lastModifiedTime())
                        .append(' ')
                        .append(about.size())
                        .append(about.fileKey())
                        .append('\n');
            } catch (IOException absent) {
                stamp.append(name).append(" is not there\n");
            }
        }
        return stamp.toString();
    }

    /** Stops watching; what is in force stays. */
    @Override
    public void close() {
        watch.shutdownNow();
    }
}
