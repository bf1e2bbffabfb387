package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Dead letters, one by one, over HTTP. */
public final class DeadLetterApi {

    private static final String PATH = "/api/v1/ops/dead-letters";
    private static final String MENDED = "{\"record\":\"{…}\",\"reason\":\"…\"}";

    private final DeadLetters letters;
    private final Replayer replayer;
    private final DeadLetterRemoval removal;
    private final LetterOutcome.Desk outcomes;

    public DeadLetterApi(
            DeadLetters letters, Replayer replayer, DeadLetterRemoval removal, LetterOutcome.Desk outcomes) {
        this.letters = letters;
        this.replayer = replayer;
        this.removal = removal;
        this.outcomes = outcomes;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, this::list).takes(LetterQuery.PARAMETERS);
        paths.get(Role.OPERATOR, PATH + ".ndjson", new LetterDownload(letters)::begin)
                .takes(LetterFilter.PARAMETERS);
        paths.work(Role.OPERATOR, HttpMethod.GET, PATH + "/:id", this::letter);
        paths.work(HttpMethod.DELETE, PATH + "/:id", this::discard).takes("reason");
        paths.work(HttpMethod.POST, PATH + "/:id/replay", this::replay);
        paths.work(Role.ADMIN, HttpMethod.POST, PATH + "/:id/mend", this::mend);
    }

    /**
     * {@code {"deadLetters":[…],"next":"?before=…","deadLetterCounts":[…]}}; {@code next} is missing on the last page.
     * Parameters: those of {@link LetterQuery}.
     */
    private Answer list(Asked asked) throws SQLException {
        LetterQuery query = query(asked);
        List<KeptDeadLetter> page = query.ask(letters);
        var body = Answer.object();
        var rows = body.putArray("deadLetters");
        Map<Long, LetterStanding> standings = letters.standings(page);
        page.forEach(letter -> rows.add(row(letter, standings)));
        query.after(page).ifPresent(next -> body.put("next", next));
        OpsApi.counts(body, letters.counts());
        return Answer.json(200, body);
    }

    /** What the query asks for, or 400 with the parameter that is wrong. */
    public static LetterQuery query(Asked asked) {
        try {
            return LetterQuery.of(asked.parameters());
        } catch (IllegalArgumentException wrong) {
            throw Rejection.of(400, String.valueOf(wrong.getMessage()));
        }
    }

    /**
     * One letter, with {@code bytes} in base64 and the same as {@code text}, where invalid UTF-8 shows as U+FFFD; with
     * {@code document}, the text of what it carries in base64, {@code head}, what its envelope says beside the message, {@code outcomes}, what came of each of its replays, the newest
     * first, {@code cameOf}, the letter that the newest ended in, {@code articleIds}, what is published of any, the first of
     * them as {@code articleId}, and {@code audit}, what operators did to it.
     */
    private Answer letter(Asked asked) throws SQLException, JsonProcessingException {
        KeptDeadLetter kept = outcomes.find(asked.id());
        LetterOutcome outcome = outcomes.of(kept);
        ObjectNode body = row(kept, Map.of(kept.id(), outcome.standing()));
        byte[] bytes = Base64.getDecoder().decode(kept.letter().bytes());
        RecordSubject.head(bytes).forEach(body.putObject("head")::put);
        body.put("bytes", kept.letter().bytes());
        body.put("text", new String(bytes, StandardCharsets.UTF_8));
        LetterDocument.of(bytes)
                .ifPresent(document -> body.putObject("document")
                        .put("charset", document.charset())
                        .put("text", document.text()));
        outcome.cameOf().ifPresent(next -> body.put("cameOf", next.id()));
        outcome.results().stream()
                .findFirst()
                .ifPresent(result -> body.put("articleId", result.articleId().toString()));
        var articles = body.putArray("articleIds");
        outcome.results().forEach(result -> articles.add(result.articleId().toString()));
        var came = body.putArray("outcomes");
        outcome.came().forEach(one -> came.add(row(one)));
        var deeds = body.putArray("audit");
        for (Audit.Line deed : outcome.deeds()) {
            deeds.add(AuditApi.row(deed, Role.OPERATOR));
        }
        return Answer.json(200, body);
    }

    private static ObjectNode row(LetterOutcome.Came came) {
        LetterReplay replay = came.replay();
        var row = Answer.object()
                .put("at", replay.at().toString())
                .put("operator", replay.operator())
                .put("mended", replay.mended())
                .put("key", replay.key().toString());
        replay.order().ifPresent(order -> row.put("order", order.toString()));
        if (!replay.isSent()) {
            row.put("failed", replay.failed());
        }
        came.end().ifPresent(end -> {
            row.put("cameOf", end.id()).put("discarded", end.discarded().isPresent());
            end.discarded().ifPresent(gone -> row.put("discardedBy", gone.operator()));
            end.discarded().flatMap(LetterOutcome.Discarded::at).ifPresent(at -> row.put("discardedAt", at.toString()));
        });
        var articles = row.putArray("articleIds");
        came.results().forEach(result -> articles.add(result.articleId().toString()));
        erased(row, came.erased());
        return row;
    }

    /** Articles that it was and that had to go: {@code "erased":[{"articleId","at","operator","reason"}]}. */
    static void erased(ObjectNode row, List<Erasures.Erased> erased) {
        var rows = row.putArray("erased");
        erased.forEach(one -> rows.addObject()
                .put("articleId", one.article().toString())
                .put("at", one.requestedAt().toString())
                .put("operator", one.operator())
                .put("reason", one.reason()));
    }

    /** 202 once the record is acknowledged on its topic; 503 where it isn't, or 507
     * where the disk is nearly full, and then it isn't counted as replayed. */
    private Answer replay(Asked asked) throws SQLException {
        return Answer.json(202, row(done(replayer.replay(id(asked), asked.operator()))));
    }

    /**
     * Replays a mended copy; the letter stays as it is. Body: {@code record}, the whole record as text, whose checksum is
     * made anew, and {@code reason}. 422 where the stage could not read it.
     */
    private Answer mend(Asked asked) throws SQLException {
        JsonNode body = Order.object(asked.body(), Set.of("record", "reason"), MENDED);
        if (!body.path("record").isTextual()) {
            throw Rejection.of(422, "record is required, as text; send " + MENDED);
        }
        Order order = Order.of(asked, body);
        byte[] written = body.path("record").textValue().getBytes(StandardCharsets.UTF_8);
        return Answer.json(202, row(done(replayer.replay(id(asked), written, order))));
    }

    /** The letter, where it was replayed; else why it was not. */
    public static KeptDeadLetter done(Replayer.Outcome outcome) {
        return switch (outcome) {
            case Replayer.Outcome.Replayed done -> done.letter();
            case Replayer.Outcome.Unknown unknown -> throw unknown();
            case Replayer.Outcome.Unfit unfit ->
                throw Rejection.of(422, "not replayed, the stage could not read this record: " + unfit.reason());
            case Replayer.Outcome.Refused refused -> throw refused(refused);
        };
    }

    private static Rejection refused(Replayer.Outcome.Refused refused) {
        return refused.isForRoom()
                ? Rejection.of(507, "not replayed, the disk is nearly full; make room, then try again")
                : Rejection.forNow(
                        "not replayed, Kafka did not acknowledge it (%s); try again".formatted(refused.reason()));
    }

    /** 204 once the letter is gone; it can't be brought back. */
    private Answer discard(Asked asked) throws SQLException {
        if (!removal.discard(id(asked), Order.of(asked))) {
            throw unknown();
        }
        return Answer.nothing();
    }

    private static long id(Asked asked) {
        return id(asked.id());
    }

    /** What {@code text} says, or 404. */
    public static long id(String text) {
        if (!OpsApi.isId(text)) {
            throw unknown();
        }
        return Long.parseLong(text);
    }

    /** No letter has the id. */
    public static Rejection unknown() {
        return Rejection.of(404, "no dead letter has this id; GET " + PATH + " lists them");
    }

    /**
     * All of a letter but its bytes, with {@code state} ({@code waiting}, {@code ordered}, {@code replayed} or
     * {@code failed-again}), and the {@code order} that will come to it.
     */
    static ObjectNode row(KeptDeadLetter kept, Map<Long, LetterStanding> standings) {
        LetterStanding standing = standings.getOrDefault(kept.id(), LetterStanding.of(kept));
        var row = row(kept).put("state", standing.state().word());
        standing.order().ifPresent(order -> row.put("order", order.toString()));
        standing.next().ifPresent(next -> row.put("cameOf", next));
        return row;
    }

    /** All of a letter but its bytes. */
    static ObjectNode row(KeptDeadLetter kept) {
        var letter = kept.letter();
        var row = Answer.object()
                .put("id", kept.id())
                .put("stage", letter.stage())
                .put("error", letter.error())
                .put("reason", letter.reason())
                .put("at", letter.at().toString())
                .put("key", letter.key().toString())
                .put("topic", letter.topic())
                .put("partition", letter.partition())
                .put("offset", letter.offset())
                .put("size", kept.size())
                .put("source", kept.source())
                .put("item", kept.item())
                .put("title", kept.title())
                .put("attempts", kept.attempts())
                .put("replays", kept.replays());
        kept.follows().ifPresent(former -> row.put("follows", former));
        row.put("superseded", kept.superseded());
        return row.put("replayedAt", kept.replayedAt().map(Object::toString).orElse(null));
    }
}
