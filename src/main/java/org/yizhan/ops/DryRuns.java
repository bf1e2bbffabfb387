package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yizhan.article.Channel;
import org.yizhan.check.Checks;
import org.yizhan.check.Fixture;
import org.yizhan.check.KeptDocument;
import org.yizhan.check.Report;
import org.yizhan.fetch.Fetched;
import org.yizhan.ingest.poll.LastAnswer;
import org.yizhan.ingest.poll.LastAnswers;

/**
 * The dry runs that operators ask for: on the site itself, on the documents of an earlier run, or on what a channel
 * answered last. Safe for concurrent use; every method may block, for as long as a site is asked politely.
 */
public final class DryRuns {

    private final Checks checks;
    private final LastAnswers answers;
    private final Function<String, Optional<Channel>> files;
    private final RestingHosts hosts;
    private final Clock clock;

    /** @param files what the source files say of a channel */
    public DryRuns(
            Checks checks,
            LastAnswers answers,
            Function<String, Optional<Channel>> files,
            RestingHosts hosts,
            Clock clock) {
        this.hosts = hosts;
        this.checks = checks;
        this.answers = answers;
        this.files = files;
        this.clock = clock;
    }

    /** Where the documents of a run come from. */
    public sealed interface Documents {
        /**
         * They are fetched.
         *
         * @param allTheSame the operator who has hosts asked that rest; empty: none of these is
         */
        record Site(Optional<String> allTheSame) implements Documents {

            /** Where it is not to be asked while it rests. */
            public Site() {
                this(Optional.empty());
            }
        }

        /** An earlier run brought them. */
        record Kept(Fixture fixture) implements Documents {}

        /** A channel's last poll that brought one. */
        record Stored(String channel) implements Documents {}
    }

    /**
     * What came of a run.
     *
     * @param answer as {@link Checks#run} has it, with marks
     * @param fixture the same to be kept: with the documents, without marks
     */
    public record Run(ObjectNode answer, Fixture fixture) {}

    /** @throws IllegalArgumentException with what to mend, where there is nothing to run */
    public Run run(String input, int pages, Documents from) throws InterruptedException, SQLException {
        Instant at = at(from);
        ObjectNode answer = over(from, at).run(new Checks.Wanted(input, pages, true, true));
        ObjectNode kept = answer.deepCopy();
        kept.path("reports").forEach(report -> ((ObjectNode) report).remove("marked"));
        answer.path("reports").forEach(DryRuns::withoutBodies);
        return new Run(answer, new Fixture(input, pages, at, kept));
    }

    private static void withoutBodies(JsonNode report) {
        report.path("requests").forEach(request -> ((ObjectNode) request).remove("body"));
    }

    private Instant at(Documents from) throws SQLException {
        return switch (from) {
            case Documents.Site site -> clock.instant();
            case Documents.Kept kept -> kept.fixture().checkedAt();
            case Documents.Stored stored -> document(stored.channel()).at();
        };
    }

    private Checks over(Documents from, Instant at) throws SQLException {
        return switch (from) {
            case Documents.Site site ->
                checks.heeding(site.allTheSame().map(hosts::ignored).orElseGet(hosts::heeded));
            case Documents.Kept kept -> checks.on(kept.fixture().fetcher(), at);
            case Documents.Stored stored ->
                checks.on(new KeptDocument(channel(stored.channel()), fetched(document(stored.channel()))), at);
        };
    }

    private LastAnswer.Document document(String channel) throws SQLException {
        return answers.find(channel)
                .flatMap(LastAnswer::document)
                .orElseThrow(() -> new IllegalArgumentException("no answer of this channel is kept yet"));
    }

    private Channel channel(String id) {
        return files.apply(id)
                .orElseThrow(() -> new IllegalArgumentException("no source file names the channel " + id));
    }

    /** When the document came that is kept of a channel; empty where none is. */
    public Optional<LastAnswer.Document> kept(String channel) throws SQLException {
        return files.apply(channel).isPresent()
                ? answers.find(channel).flatMap(LastAnswer::document)
                : Optional.empty();
    }

    /** Reads again what was kept of a channel; empty where nothing was, or no file says how to. */
    public Optional<Report> reread(String channel) throws InterruptedException, SQLException {
        Optional<Channel> declared = files.apply(channel);
        Optional<LastAnswer.Document> document = kept(channel);
        return declared.isEmpty() || document.isEmpty()
                ? Optional.empty()
                : Optional.of(checks.reread(
                        declared.get(), fetched(document.get()), document.get().at()));
    }

    private static Fetched.Document fetched(LastAnswer.Document kept) {
        return new Fetched.Document(
                kept.url(),
                Optional.empty(),
                Map.of("content-type", kept.contentType()),
                kept.body(),
                kept.bytes(),
                Duration.ZERO);
    }
}
