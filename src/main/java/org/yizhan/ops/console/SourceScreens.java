package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.yizhan.article.Channel;
import org.yizhan.check.Checks;
import org.yizhan.ingest.LeftFiles;
import org.yizhan.ingest.poll.HubSubscription;
import org.yizhan.ingest.poll.LastAnswer;
import org.yizhan.ingest.poll.Poll;
import org.yizhan.ingest.poll.PollDays;
import org.yizhan.ingest.poll.PollWeek;
import org.yizhan.ingest.poll.SourceHealth;
import org.yizhan.ingest.poll.SourceQuery;
import org.yizhan.ingest.poll.SourceState;
import org.yizhan.ingest.poll.SourceWatch;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.Shown;
import org.yizhan.ops.SourceNotes;
import org.yizhan.ops.SourcePast;
import org.yizhan.ops.SourceQuestion;

/** The screens of the sources: all of them, to be narrowed and sorted, and one. */
public final class SourceScreens {

    private static final String COLUMNS = "columns";

    /** Their columns are shown where somebody sorts by them, or asks for all. */
    private static final Set<SourceQuery.Sort> RARE =
            Set.of(SourceQuery.Sort.GAP, SourceQuery.Sort.BURN, SourceQuery.Sort.BYTES);

    private final Screens screens;
    private final SourceWatch watch;
    private final SourcePast past;
    private final Function<String, Optional<Channel>> files;
    private final UnaryOperator<String> regions;

    /**
     * @param files what the source files say of a channel
     * @param regions a region's name by its code
     */
    public SourceScreens(
            Screens screens,
            SourceWatch watch,
            SourcePast past,
            Function<String, Optional<Channel>> files,
            UnaryOperator<String> regions) {
        this.screens = screens;
        this.watch = watch;
        this.past = past;
        this.files = files;
        this.regions = regions;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/ops/sources", this::list)
                .takes(SourceQuestion.PARAMETERS)
                .takes(COLUMNS);
        paths.work(HttpMethod.GET, "/ops/sources/:id", this::source);
    }

    /**
     * The list with the question that it answers.
     *
     * @param networkGone since when our own network is gone
     * @param failed how many files each folder has of which something was not taken, by channel
     * @param refused the source files that are not in force as they stand, by name: their lines and reasons
     * @param isWhole whether columns that are rarely looked at are shown too
     */
    public record Listed(
            Screen screen,
            SourceQuery query,
            boolean isWhole,
            SourceWatch.Page page,
            Optional<Instant> networkGone,
            Map<String, Integer> failed,
            SortedMap<String, String> refused,
            SourceWording words) {

        /** The address of this view with one part of its question changed, from its first row. */
        public String with(String name, String value) {
            return "/ops/sources" + question(name, value);
        }

        /** Its query; {@code &} where it is put behind another. */
        public String question(String name, String value) {
            Map<String, String> parts = parts();
            parts.put(name, value);
            return parts.entrySet().stream()
                    .filter(part -> !part.getValue().isEmpty())
                    .map(part -> part.getKey() + "=" + screen.part(part.getValue()))
                    .collect(Collectors.joining("&", "?", ""));
        }

        private Map<String, String> parts() {
            var parts = new TreeMap<String, String>();
            parts.put("state", query.state().map(SourceState::word).orElse(""));
            parts.put("kind", query.kind().orElse(""));
            parts.put("source", query.source().orElse(""));
            parts.put("region", query.region().orElse(""));
            parts.put("fault", query.fault().orElse(""));
            parts.put("tag", query.tag().orElse(""));
            parts.put("q", query.text().orElse(""));
            parts.put("sort", SourceQuestion.word(query.sort()));
            parts.put("limit", String.valueOf(query.limit()));
            parts.put(COLUMNS, isWhole && !RARE.contains(query.sort()) ? "all" : "");
            return parts;
        }

        /** The parts of the question that a form keeps while another is changed. */
        public Map<String, String> kept(List<String> changed) {
            Map<String, String> kept = parts();
            kept.keySet().removeAll(changed);
            kept.values().removeIf(String::isEmpty);
            return kept;
        }

        public boolean isNarrowed() {
            return !kept(List.of("sort", "limit", COLUMNS)).isEmpty();
        }

        public SourceState[] states() {
            return SourceState.values();
        }
    }

    /**
     * One source's channel.
     *
     * @param polls the last, newest first
     * @param week its polls on the last seven days
     * @param days what its polls came to on each of the last thirty days, oldest first
     * @param failed files in its folder of which something was not taken; empty where it has no folder
     * @param networkGone since when our own network is gone
     * @param answer the last; empty where none is kept
     * @param versions of its declaration, newest first
     * @param deeds what operators did to it, newest first
     * @param notes that operators wrote, newest first
     * @param contact whom to call about it
     * @param file the source file that makes it
     */
    public record Single(
            Screen screen,
            SourceHealth health,
            List<Poll.Entry> polls,
            PollWeek week,
            List<PollDays.Day> days,
            Optional<HubSubscription> hub,
            Optional<LeftFiles.Listed> failed,
            Optional<Instant> networkGone,
            Optional<LastAnswer> answer,
            List<SourcePast.Step> versions,
            List<SourcePast.Deed> deeds,
            List<SourceNotes.Note> notes,
            Optional<SourceNotes.Note> contact,
            String file,
            SourceWording words) {

        /** Who paused it; empty while it is not paused. */
        public Optional<SourcePast.Deed> pause() {
            return health.state() == SourceState.PAUSED ? SourcePast.pause(deeds) : Optional.empty();
        }

        /** What a deed is called. */
        public String deed(SourcePast.Deed deed) {
            return DeedWords.say(screen.language(), deed.action());
        }
    }

    private Answer list(Asked asked) throws SQLException {
        SourceQuery query = SourceQuestion.of(asked.parameters());
        Screen screen = screens.of(asked, "来源", "Sources");
        return Screens.page(
                "sources",
                new Listed(
                        screen,
                        query,
                        RARE.contains(query.sort())
                                || asked.parameter(COLUMNS)
                                        .filter("all"::equals)
                                        .isPresent(),
                        watch.list(query),
                        watch.networkGoneSince(),
                        past.files(),
                        past.refused(),
                        new SourceWording(screen, regions)));
    }

    private Answer source(Asked asked) throws SQLException {
        SourceHealth health = watch.find(asked.id())
                .orElseThrow(() -> Rejection.of(404, "no source has this id; /ops/sources lists them"));
        String name = Shown.line(health.name(), 100);
        Screen screen = screens.of(asked, name, name);
        return Screens.page(
                "source",
                new Single(
                        screen,
                        health,
                        watch.polls(health.channel()),
                        past.week(health.channel()),
                        past.days(health.channel()),
                        past.hub(health.channel()),
                        past.files(health.channel()),
                        watch.networkGoneSince(),
                        past.answer(health.channel()),
                        past.versions(health.channel()),
                        past.deeds(health.channel()),
                        past.notes(health.channel()),
                        past.contact(health.channel()),
                        files.apply(health.channel()).map(Checks::file).orElse(""),
                        new SourceWording(screen, regions)));
    }
}
