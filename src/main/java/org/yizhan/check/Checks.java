package org.yizhan.check;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yizhan.article.Channel;
import org.yizhan.article.Masked;
import org.yizhan.article.Unreadable;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetched;
import org.yizhan.fetch.Fetcher;

/** Dry runs of what an operator gives: the text of a source file, or an address alone. Safe for concurrent use. */
public final class Checks {

    private static final JsonMapper JSON = new JsonMapper();

    private final Fetcher fetcher;
    private final Function<String, List<Channel>> files;
    private final Steps steps;
    private final Clock clock;
    private final SourceCheck.Pause pause;
    private final Rests rests;

    private static final Set<String> UNSAID = Set.of("password", "channel");

    /** @param files reads the text of a source file, or says at which line to mend it ({@link IllegalArgumentException}) */
    public Checks(
            Fetcher fetcher, Function<String, List<Channel>> files, Steps steps, Clock clock, SourceCheck.Pause pause) {
        this(fetcher, files, steps, clock, pause, Rests.NONE);
    }

    private Checks(
            Fetcher fetcher,
            Function<String, List<Channel>> files,
            Steps steps,
            Clock clock,
            SourceCheck.Pause pause,
            Rests rests) {
        this.rests = rests;
        this.fetcher = fetcher;
        this.files = files;
        this.steps = steps;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * What was asked for.
     *
     * @param input the text of a source file, or an address
     * @param pages how many articles of a list are fetched, 0 to 10
     * @param withDocuments whether the answer carries what came
     * @param withMarks whether it carries the list's source text with what was matched in it
     */
    public record Wanted(String input, int pages, boolean withDocuments, boolean withMarks) {
        public Wanted {
            if (pages < 0 || pages > 10) {
                throw new IllegalArgumentException("pages is " + pages + "; give 0 to 10");
            }
        }

        /** Without marks. */
        public Wanted(String input, int pages, boolean withDocuments) {
            this(input, pages, withDocuments, false);
        }
    }

    /** The same, but for hosts that rest. */
    public Checks heeding(Rests known) {
        return new Checks(fetcher, files, steps, clock, pause, known);
    }

    /** The same, on documents that were kept, as they were read at {@code then}: nothing is fetched. */
    public Checks on(Fetcher documents, Instant then) {
        return new Checks(documents, files, steps, Clock.fixed(then, ZoneOffset.UTC), () -> {});
    }

    /** Reads {@code document}, which was kept of {@code channel}, again; nothing is fetched, and no copies are looked for. */
    public Report reread(Channel channel, Fetched.Document document, Instant then) throws InterruptedException {
        var kept = new KeptDocument(channel, document);
        return new SourceCheck(kept, kept.without(steps), Clock.fixed(then, ZoneOffset.UTC), () -> {}).run(channel, 0);
    }

    /** The source file that makes {@code channel}, without what opens something and what the program fills in itself. */
    public static String file(Channel channel) {
        Map<String, String> said = channel.parameters().entrySet().stream()
                .filter(parameter -> !parameter.getValue().isBlank() && !UNSAID.contains(parameter.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return Guess.yaml(new Channel(channel.id(), channel.kind(), channel.source(), Masked.values(said)));
    }

    /**
     * {@code {"reports":[…],"suggestion","hostRests":[{"host","until","channel","status"}]}}: a report for each channel of the
     * file; for an address, the source file that would poll it stands in {@code suggestion}. {@code hostRests} has the hosts
     * of which something was not asked, since they rest: for which channel they said so, and with which status.
     *
     * @throws IllegalArgumentException with what to mend, where there is nothing to run
     */
    public ObjectNode run(Wanted wanted) throws InterruptedException {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode reports = json.putArray("reports");
        var check = new SourceCheck(fetcher, steps, clock, pause);
        var visit = new Visit(fetcher, pause, rests, clock);
        Optional<String> address = Guess.address(wanted.input());
        if (address.isPresent()) {
            if (visit.rest(address.get(), "").isEmpty()) {
                Report report = guessed(address.get(), wanted, check, visit);
                json.put("suggestion", Guess.yaml(report.channel()));
                reports.add(ReportJson.of(report, wanted));
            }
        } else {
            for (Channel channel : files.apply(wanted.input())) {
                reports.add(ReportJson.of(check.run(channel, wanted.pages(), visit), wanted));
            }
        }
        ArrayNode kept = json.putArray("hostRests");
        visit.rests().forEach(rest -> ReportJson.rest(kept.addObject(), rest));
        return json;
    }

    private static Report guessed(String address, Wanted wanted, SourceCheck check, Visit visit)
            throws InterruptedException {
        if (visit.isKeptOut(address)) {
            throw new IllegalArgumentException("robots.txt keeps us out of " + address);
        }
        Asked first = visit.ask(Fetch.of(address));
        Fetched.Document document = first.document()
                .orElseThrow(() -> new IllegalArgumentException(
                        address + " can't be had: " + first.outcome() + ": " + first.detail()));
        try {
            Report report = check.run(Guess.channel(document), wanted.pages(), visit);
            return new Report(report.channel(), visit.all(), report.findings(), report.warnings());
        } catch (Unreadable e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
