package org.yizhan.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.yizhan.article.CharsetFuzz;
import org.yizhan.article.TimeFuzz;
import org.yizhan.feed.FeedFuzz;
import org.yizhan.fetch.AddressFuzz;
import org.yizhan.html.SelectorFuzz;
import org.yizhan.ingest.PushFuzz;
import org.yizhan.ingest.SignatureFuzz;
import org.yizhan.ingest.poll.HubSignatureFuzz;
import org.yizhan.normalize.AttributionFuzz;
import org.yizhan.normalize.HtmlFuzz;
import org.yizhan.normalize.PageFuzz;
import org.yizhan.relay.EnvelopeFuzz;
import org.yizhan.relay.HeaderFuzz;
import org.yizhan.routes.SourceFuzz;
import org.yizhan.search.QuestionFuzz;
import org.yizhan.web.OpmlFuzz;

/** What is fuzzed. Each has a corpus of its own, {@code src/test/resources/fuzz/WORD/}, in which every crash found is kept. */
public enum Target {
    FEED(FeedFuzz::fuzzerTestOneInput),
    PAGE(PageFuzz::fuzzerTestOneInput),
    HTML(HtmlFuzz::fuzzerTestOneInput),
    ENVELOPE(EnvelopeFuzz::fuzzerTestOneInput),
    PUSH(PushFuzz::fuzzerTestOneInput),
    ATTRIBUTION(AttributionFuzz::fuzzerTestOneInput),
    TIME(TimeFuzz::fuzzerTestOneInput),
    CHARSET(CharsetFuzz::fuzzerTestOneInput),
    ADDRESS(AddressFuzz::fuzzerTestOneInput),
    SIGNATURE(SignatureFuzz::fuzzerTestOneInput),
    HUB_SIGNATURE(HubSignatureFuzz::fuzzerTestOneInput),
    HEADER(HeaderFuzz::fuzzerTestOneInput),
    QUESTION(QuestionFuzz::fuzzerTestOneInput),
    SELECTOR(SelectorFuzz::fuzzerTestOneInput),
    SOURCE(SourceFuzz::fuzzerTestOneInput),
    OPML(OpmlFuzz::fuzzerTestOneInput);

    private static final Path CORPORA = Path.of("src/test/resources/fuzz");
    private static final Path PAGES = Path.of("src/test/resources/html");

    private final Consumer<byte[]> attack;

    Target(Consumer<byte[]> attack) {
        this.attack = attack;
    }

    /** Tries one input; what is thrown is a fault of the program. */
    public void attack(byte[] input) {
        attack.accept(input);
    }

    /** Its word: folder of its corpus. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Words that its inputs have, as libFuzzer reads them; not all have such a file. */
    Path dictionary() {
        return CORPORA.resolve(word() + ".dict");
    }

    /** The inputs kept for it, by name; the web pages of the other tests are some, too. */
    SortedMap<String, byte[]> corpus() {
        var inputs = new TreeMap<>(read(CORPORA.resolve(word())));
        if (this == HTML) {
            read(PAGES).forEach((name, page) -> inputs.put(name, new Given("text/html; charset=utf-8", page).bytes()));
        }
        return inputs;
    }

    private static Map<String, byte[]> read(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            var read = new TreeMap<String, byte[]>();
            for (Path file : files.toList()) {
                read.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
            return read;
        } catch (IOException e) {
            throw new IllegalStateException("a target needs a corpus: " + folder, e);
        }
    }
}
