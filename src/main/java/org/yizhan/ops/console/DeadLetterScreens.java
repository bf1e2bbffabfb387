package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.DeadLetterApi;
import org.yizhan.ops.DeadLetterCount;
import org.yizhan.ops.DeadLetterRemoval;
import org.yizhan.ops.DeadLetters;
import org.yizhan.ops.KeptDeadLetter;
import org.yizhan.ops.LetterDocument;
import org.yizhan.ops.LetterFilter;
import org.yizhan.ops.LetterOutcome;
import org.yizhan.ops.LetterQuery;
import org.yizhan.ops.LetterStanding;
import org.yizhan.ops.Order;
import org.yizhan.ops.Paths;
import org.yizhan.ops.RecordSubject;
import org.yizhan.ops.Replayer;
import org.yizhan.ops.Role;
import org.yizhan.ops.Shown;
import org.yizhan.ops.WrittenDocument;

/** The screens of dead letters: the list, one of them, and the page on which one is mended. */
public final class DeadLetterScreens {

    static final String PATH = "/ops/dead-letters";

    static final String TWIN = "/api/v1" + PATH + "/";

    /** Begins the names of the fields that hold hints. */
    private static final String HINT = "hint.";

    private static final int MOST_SHOWN = 200_000;
    private static final int LONGEST_MENDED = 1_000_000;

    private final Screens screens;
    private final DeadLetters letters;
    private final Replayer replayer;
    private final DeadLetterRemoval removal;
    private final LetterOutcome.Desk outcomes;

    public DeadLetterScreens(
            Screens screens,
            DeadLetters letters,
            Replayer replayer,
            DeadLetterRemoval removal,
            LetterOutcome.Desk outcomes) {
        this.screens = screens;
        this.letters = letters;
        this.replayer = replayer;
        this.removal = removal;
        this.outcomes = outcomes;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, this::list).takes(LetterQuery.PARAMETERS);
        paths.work(Role.OPERATOR, HttpMethod.GET, PATH + "/:id", this::letter);
        paths.work(Role.ADMIN, HttpMethod.GET, PATH + "/:id/mend", this::mending);
        paths.work(Role.ADMIN, HttpMethod.POST, PATH + "/:id/mend", this::mend);
        paths.work(HttpMethod.POST, PATH + "/:id/discard", this::discard);
    }

    /**
     * A page of the list.
     *
     * @param counts of all letters, whatever the filter
     * @param older the query string of the next page, empty where this is the last
     */
    public record Letters(
            Screen screen,
            List<DeadLetterCount> counts,
            LetterFilter filter,
            List<KeptDeadLetter> letters,
            Map<Long, LetterStanding> standings,
            String older) {
        public Letters {
            counts = List.copyOf(counts);
            letters = List.copyOf(letters);
            standings = Map.copyOf(standings);
        }

        /** What stands about one of the letters. */
        public LetterStanding standing(KeptDeadLetter kept) {
            return Objects.requireNonNull(standings.get(kept.id()));
        }

        public String state(LetterFilter.State state) {
            return LetterWords.state(screen, state);
        }

        /** Whether an order over all that match can be given: what one comes to already can't be ordered again. */
        public boolean isOrderable() {
            return screen.mayChange() && filter.state() != LetterFilter.State.ORDERED;
        }

        /** The list narrowed to what a record is about. */
        public String ofItem(KeptDeadLetter kept) {
            return "%s?item=%s".formatted(PATH, screen.part(kept.item()));
        }

        /** The list narrowed to one cause. */
        public String narrowed(DeadLetterCount count) {
            return "%s?stage=%s&error=%s".formatted(PATH, screen.part(count.stage()), screen.part(count.error()));
        }

        public boolean isNarrowed() {
            return !filter.query().isEmpty();
        }

        /** Of the page on which an order over all that match is given; those that wait, unless the filter says otherwise. */
        public String ordering(String action) {
            LetterFilter meant =
                    filter.state() == LetterFilter.State.CURRENT ? filter.in(LetterFilter.State.WAITING) : filter;
            return "%s/orders/new?action=%s&%s".formatted(PATH, action, meant.query());
        }

        public String download() {
            return "/api/v1/ops/dead-letters.ndjson?" + filter.query();
        }

        /** The last day of one cause, as the points of a line 96 by 20. */
        public String spark(DeadLetterCount count) {
            return Spark.points(count.lastDay(), 96, 20);
        }
    }

    private Answer list(Asked asked) throws SQLException {
        LetterQuery query = DeadLetterApi.query(asked);
        List<KeptDeadLetter> page = query.ask(letters);
        return Screens.page(
                "letters",
                new Letters(
                        screens.of(asked, "死信", "Dead letters"),
                        letters.counts(),
                        query.filter(),
                        page,
                        letters.standings(page),
                        query.after(page).orElse("")));
    }

    /**
     * One letter.
     *
     * @param head what its envelope says beside the message
     * @param document that it carries in base64, as text
     * @param text its bytes read as UTF-8, cut
     * @param hex its first bytes
     * @param deeds what operators did to it
     */
    public record Letter(
            Screen screen,
            KeptDeadLetter kept,
            Map<String, String> head,
            Optional<LetterDocument> document,
            String text,
            String hex,
            LetterOutcome outcome,
            List<DeedChange.Deed> deeds) {
        public Letter {
            deeds = List.copyOf(deeds);
        }

        /** Whether the stage failed by itself: what only can't be read has no stack. */
        public boolean hasStack() {
            return kept.letter().error().equals("stage-failure");
        }

        public boolean isCut() {
            return text.length() > MOST_SHOWN;
        }
    }

    private Answer letter(Asked asked) throws SQLException {
        KeptDeadLetter kept = outcomes.find(asked.id());
        byte[] bytes = Base64.getDecoder().decode(kept.letter().bytes());
        String id = String.valueOf(kept.id());
        Screen screen = screens.of(asked, "死信 " + id, "Dead letter " + id);
        LetterOutcome outcome = outcomes.of(kept);
        return Screens.page(
                "letter",
                new Letter(
                        screen,
                        kept,
                        RecordSubject.head(bytes),
                        LetterDocument.of(bytes),
                        Shown.block(new String(bytes, StandardCharsets.UTF_8), MOST_SHOWN),
                        HexDump.of(bytes),
                        outcome,
                        DeedChange.deeds(screen, outcome.deeds())));
    }

    /** The page on which a copy of a letter is mended. */
    public record Mending(Screen screen, KeptDeadLetter kept, Optional<LetterDocument> document, String text) {

        /** The document, where it can be written over in a page. */
        public Optional<LetterDocument> written() {
            return document.filter(found -> found.text().length() <= LONGEST_MENDED);
        }

        /** A record that is no text, or too long, can't be mended in a page. */
        public boolean isFit() {
            return text.length() <= LONGEST_MENDED && text.indexOf('\uFFFD') < 0;
        }
    }

    private Answer mending(Asked asked) throws SQLException {
        KeptDeadLetter kept = outcomes.find(asked.id());
        String id = String.valueOf(kept.id());
        Screen screen = screens.of(asked, "改后重放死信 " + id, "Mend and replay dead letter " + id);
        var document =
                LetterDocument.of(Base64.getDecoder().decode(kept.letter().bytes()));
        return Screens.page(
                "letter-mend", new Mending(screen.twin(TWIN + kept.id()), kept, document, Replayer.text(kept)));
    }

    private Answer mend(Asked asked) throws SQLException {
        if (asked.fields().containsKey("document")) {
            var document = new WrittenDocument(Optional.of(asked.field("document")), hints(asked));
            return there(DeadLetterApi.done(replayer.replay(DeadLetterApi.id(asked.id()), document, Order.of(asked))));
        }
        // a browser sends the lines of a text area with CR and LF, which JSON takes for white space
        byte[] written = asked.field("record").getBytes(StandardCharsets.UTF_8);
        return there(DeadLetterApi.done(replayer.replay(DeadLetterApi.id(asked.id()), written, Order.of(asked))));
    }

    private static Map<String, String> hints(Asked asked) {
        return asked.fields().entrySet().stream()
                .filter(field -> field.getKey().startsWith(HINT))
                .collect(Collectors.toMap(
                        field -> field.getKey().substring(HINT.length()),
                        field -> field.getValue().getFirst()));
    }

    private static Answer there(KeptDeadLetter kept) {
        return Answer.seeOther(PATH + "/" + kept.id());
    }

    private Answer discard(Asked asked) throws SQLException {
        if (!removal.discard(DeadLetterApi.id(asked.id()), Order.of(asked))) {
            throw DeadLetterApi.unknown();
        }
        return Answer.seeOther(PATH);
    }
}
