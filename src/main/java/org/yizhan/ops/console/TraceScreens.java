package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.yizhan.article.Hop;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Chinese;
import org.yizhan.ops.Erasures;
import org.yizhan.ops.KeptDeadLetter;
import org.yizhan.ops.LetterOutcome;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Shown;
import org.yizhan.ops.Trace;
import org.yizhan.ops.TraceApi;
import org.yizhan.ops.Tracing;
import org.yizhan.ops.Trail;
import org.yizhan.ops.Trails;

/** The screens that find an article and follow it through the program. */
public final class TraceScreens {

    private static final String PATH = "/ops/trace";
    private static final int LONGEST_PIECE = 600;

    private final Screens screens;
    private final Tracing tracing;
    private final String base;

    /** @param base the public address of the program, without a slash at its end */
    public TraceScreens(Screens screens, Tracing tracing, String base) {
        this.screens = screens;
        this.tracing = tracing;
        this.base = base;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, this::search).takes(TraceApi.PARAMETERS);
        paths.work(HttpMethod.GET, PATH + "/:id", this::trace);
    }

    /**
     * The search and what it found.
     *
     * @param sought empty where nothing was sought yet
     * @param source the id of the source that it is narrowed to; empty for all
     */
    public record Search(Screen screen, String sought, String source, Tracing.Found found) {

        public boolean isBlank() {
            return sought.isEmpty() && source.isEmpty();
        }

        public boolean isEmpty() {
            return found.hits().isEmpty() && found.letters().isEmpty();
        }

        public boolean isFull() {
            return found.hits().size() == Tracing.MOST_FOUND;
        }

        public String by(Trails.By by) {
            return switch (by) {
                case ID -> screen.say("编号", "id");
                case TRACE -> screen.say("轨迹号", "trace id");
                case STORY -> screen.say("报道编号", "story id");
                case EXTERNAL_ID -> screen.say("来源自己的编号", "the source's own id");
                case URL -> screen.say("网址", "address");
                case TITLE -> screen.say("标题", "title");
                case WORDS -> screen.say("词", "words");
                case SOURCE -> screen.say("来源", "source");
            };
        }
    }

    /** Straight to the article where only one is meant. */
    private Answer search(Asked asked) throws SQLException {
        Screen screen = screens.of(asked, "追踪稿件", "Trace an item");
        String sought = asked.parameter("q").map(String::strip).orElse("");
        Optional<String> source = asked.parameter("source");
        if (sought.isEmpty() && source.isEmpty()) {
            return Screens.page("trace-search", new Search(screen.alone(), "", "", Tracing.Found.NOTHING));
        }
        Tracing.Found found = tracing.find(sought, source);
        return found.single()
                .map(TraceScreens::there)
                .orElseGet(() -> Screens.page("trace-search", new Search(screen, sought, source.orElse(""), found)));
    }

    private static Answer there(UUID id) {
        return Answer.seeOther(PATH + "/" + id);
    }

    /** The way of one article. */
    public record Way(Screen screen, Trace trace, String base) {

        /** Of what is published. */
        public Optional<Trail> trail() {
            return trace.trail();
        }

        /** What operators did to it, the newest first. */
        public List<DeedChange.Deed> deeds() {
            return DeedChange.deeds(screen, trace.deeds());
        }

        /** What is published of a letter's record, as it is now or as it failed before. */
        public List<LetterOutcome.Result> became(KeptDeadLetter letter) {
            return everyForm(letter)
                    .flatMap(one -> trace.became(one).stream())
                    .distinct()
                    .toList();
        }

        /** The same that had to go. */
        public List<Erasures.Erased> erased(KeptDeadLetter letter) {
            return everyForm(letter)
                    .flatMap(one -> trace.erased(one).stream())
                    .distinct()
                    .toList();
        }

        private Stream<KeptDeadLetter> everyForm(KeptDeadLetter letter) {
            return Stream.concat(Stream.of(letter), trace.former(letter).stream());
        }

        public String heading() {
            return trail().map(trail -> screen.line(trail.article().title()))
                    .orElse(trace.id().toString());
        }

        public String manner() {
            return trail().map(trail -> trail.withdrawn() ? "warn" : "good").orElse("calm");
        }

        public String state() {
            if (trail().isPresent()) {
                return trail().get().withdrawn() ? screen.say("已撤稿", "withdrawn") : screen.say("已发布", "published");
            }
            if (trace.erased().isPresent()) {
                return screen.say("已删除", "erased");
            }
            return trace.seen() ? screen.say("还在路上", "on its way") : screen.say("没有发布", "not published");
        }

        public String percent(double share) {
            return String.format(Locale.ROOT, "%.1f %%", 100 * share);
        }

        public String word(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        /** A stage's word; an operator's replay says so. */
        public String stage(String word) {
            return word.equals(Hop.OPS)
                    ? screen.say("人工放回", "put there by hand")
                    : screen.line(screen.say(Chinese.named("stage", word), word));
        }

        /** The screen of the topic at the record that a step wrote. */
        public String peek(Trail.Step step) {
            return step.place()
                    .map(place -> "/ops/kafka/topics/%s?partition=%d&offset=%d&limit=1#look"
                            .formatted(step.topic(), place.partition(), place.offset()))
                    .orElse("");
        }

        public String place(Trail.Step step) {
            return step.place()
                    .map(place -> screen.say("分区 ", "partition ")
                            + place.partition()
                            + screen.say("，位移 ", ", offset ")
                            + place.offset())
                    .orElse("");
        }

        /** A piece of a text, with its line ends. */
        public String piece(String text) {
            return Shown.block(text, LONGEST_PIECE);
        }

        /** How long the arrival took from its first step to its last. */
        public String took(Trail trail) {
            return trail.steps().isEmpty()
                    ? ""
                    : Duration.between(
                                            trail.steps().getFirst().at(),
                                            trail.steps().getLast().at())
                                    .toMillis()
                            + " ms";
        }
    }

    /** By an article's id; whatever else names one leads there, or to the search where several may be meant. */
    private Answer trace(Asked asked) throws SQLException {
        return switch (tracing.named(asked.id())) {
            case Tracing.Named.One one -> page(asked, one.trace());
            case Tracing.Named.Several several -> Answer.seeOther(PATH + "?q=" + Screen.encoded(asked.id()));
            case Tracing.Named.Nothing nothing -> throw TraceApi.unknown(asked.id());
        };
    }

    private Answer page(Asked asked, Trace trace) {
        return trace.id().toString().equals(asked.id())
                ? Screens.page("trace", new Way(screens.of(asked, "稿件的轨迹", "Trace of an item"), trace, base))
                : there(trace.id());
    }
}
