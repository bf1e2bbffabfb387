package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yizhan.article.Attribution;
import org.yizhan.article.Tag;
import org.yizhan.article.Verdict;

/** The way of one article, over HTTP. */
public final class TraceApi {

    private static final String PATH = "/api/v1/ops/trace";
    private static final int LONGEST_SOUGHT = 100;

    /** The parameters of a search. */
    public static final List<String> PARAMETERS = List.of("q", "source");

    private final Tracing tracing;

    public TraceApi(Tracing tracing) {
        this.tracing = tracing;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, this::find).takes(PARAMETERS);
        paths.work(HttpMethod.GET, PATH + "/:id", this::trace);
    }

    /**
     * {@code {"articleId","hits":[{"articleId","title","publishedAt",…,"by"}],"deadLetters":[{"id","failedAt","state",…}]}};
     * {@code articleId} where one is meant and no other, {@code known} where nothing is published under an id or of a letter
     * that is gone, and yet something is known. Parameters: {@code q}, as {@link Tracing#find} takes it, {@code source}, or both.
     */
    private Answer find(Asked asked) throws SQLException {
        Optional<String> sought = asked.parameter("q");
        Optional<String> source = asked.parameter("source");
        if (sought.isEmpty() && source.isEmpty()) {
            throw Rejection.of(400, "q is required: an id, an address, or words of a title; or source, for its newest");
        }
        return Answer.json(200, found(tracing.find(sought.orElse(""), source)));
    }

    private static ObjectNode found(Tracing.Found found) {
        var body = Answer.object();
        found.single().ifPresent(id -> body.put("articleId", id.toString()));
        found.known().ifPresent(id -> body.put("known", id.toString()));
        ArrayNode hits = body.putArray("hits");
        found.hits().forEach(hit -> hits.add(row(hit)));
        ArrayNode letters = body.putArray("deadLetters");
        found.letters().forEach(letter -> letters.add(row(letter, found.standings())));
        return body;
    }

    /** A letter's {@code at} stands among times of publication here: it says what it is the time of. */
    private static ObjectNode row(KeptDeadLetter letter, Map<Long, LetterStanding> standings) {
        return DeadLetterApi.row(letter, standings)
                .put("failedAt", letter.letter().at().toString());
    }

    private static ObjectNode row(Trails.Hit hit) {
        return Answer.object()
                .put("articleId", hit.articleId().toString())
                .put("storyId", hit.storyId().toString())
                .put("source", hit.source())
                .put("externalId", hit.externalId())
                .put("title", hit.title())
                .put("url", hit.url())
                .put("publishedAt", hit.publishedAt().toString())
                .put("status", status(hit.withdrawn()))
                .put("by", word(hit.by()));
    }

    private static String status(boolean withdrawn) {
        return withdrawn ? "withdrawn" : "published";
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * All that is known of the article that the path names, by its id or by whatever {@link Tracing#find} takes; 300 with
     * what may be meant where that is several, 404 where nobody has heard of any. {@code similarity} and {@code containment}
     * of the {@code verdict} are those to {@code matched}; all three are null where it was found to repeat nothing.
     */
    private Answer trace(Asked asked) throws SQLException, JsonProcessingException {
        return switch (tracing.named(asked.id())) {
            case Tracing.Named.One one -> trace(one.trace(), asked.who().role());
            case Tracing.Named.Several several -> Answer.json(300, found(several.found()));
            case Tracing.Named.Nothing nothing -> throw unknown(asked.id());
        };
    }

    private static Answer trace(Trace trace, Role role) throws JsonProcessingException {
        var body = Answer.object().put("articleId", trace.id().toString());
        if (trace.trail().isPresent()) {
            trail(body, trace.trail().get());
        } else {
            body.put("status", trace.erased().isPresent() ? "erased" : trace.seen() ? "on its way" : "unpublished");
        }
        trace.erased().ifPresent(at -> {
            body.put("erasedAt", at.toString());
            trace.erasure()
                    .ifPresent(order -> body.put("erasedBy", order.operator()).put("erasureReason", order.reason()));
        });
        ArrayNode letters = body.putArray("deadLetters");
        trace.letters().forEach(letter -> {
            ObjectNode row = row(letter, trace.standings());
            ArrayNode became = row.putArray("articleIds");
            trace.became(letter).forEach(result -> became.add(result.articleId().toString()));
            DeadLetterApi.erased(row, trace.erased(letter));
            letters.add(row);
        });
        ArrayNode deeds = body.putArray("audit");
        for (Audit.Line line : trace.deeds()) {
            deeds.add(AuditApi.row(line, role));
        }
        ArrayNode mendings = body.putArray("mendings");
        trace.mendings().forEach(kept -> mendings.add(MendingList.row(kept)));
        return Answer.json(200, body);
    }

    /** Nobody has heard of what this names. */
    public static Rejection unknown(String sought) {
        return Rejection.of(
                404,
                "nothing is known of '%s'; an id, a tag: name, an address, a title or words of one find an article"
                        .formatted(Shown.line(sought, LONGEST_SOUGHT)));
    }

    private static void trail(ObjectNode body, Trail trail) {
        var article = trail.article();
        body.put("status", status(trail.withdrawn()));
        if (trail.withdrawn()) {
            body.put("withdrawalReason", trail.withdrawalReason());
        }
        body.put("source", article.source())
                .put("externalId", article.externalId())
                .put("title", article.title())
                .put("url", article.url())
                .put("publishedAt", article.publishedAt().toString())
                .put("receivedAt", article.receivedAt().toString())
                .put("seq", trail.seq())
                .put("storyId", trail.storyId().toString())
                .put("traceId", trail.traceId());
        ArrayNode steps = body.putArray("steps");
        trail.steps().forEach(step -> {
            var row = steps.addObject()
                    .put("stage", step.stage())
                    .put("at", step.at().toString())
                    .put("topic", step.topic());
            step.place()
                    .ifPresent(place -> row.put("partition", place.partition()).put("offset", place.offset()));
        });
        body.set("attribution", row(article.attribution()));
        body.set("verdict", row(trail.verdict()));
        compared(body.putArray("compared"), trail);
        ArrayNode tags = body.putArray("tags");
        trail.tags().forEach(tag -> tags.add(row(tag)));
        revisions(body.putArray("revisions"), trail);
        happenings(body.putArray("changes"), trail);
        trail.feeds().forEach(body.putArray("feeds")::add);
        told(body.putArray("subscribers"), trail);
    }

    private static ObjectNode row(Attribution attribution) {
        var row = Answer.object().put("kind", word(attribution.kind()));
        attribution.name().ifPresent(name -> row.put("name", name));
        attribution.sourceId().ifPresent(source -> row.put("sourceId", source));
        attribution.originalUrl().ifPresent(url -> row.put("originalUrl", url));
        attribution.authors().forEach(row.putArray("authors")::add);
        attribution.editors().forEach(row.putArray("editors")::add);
        return row;
    }

    private static ObjectNode row(Verdict verdict) {
        var row = Answer.object()
                .put("relation", word(verdict.relation()))
                .put("matched", verdict.matched().map(UUID::toString).orElse(null))
                .put("similarity", ofMatched(verdict, verdict.similarity()))
                .put("containment", ofMatched(verdict, verdict.containment()))
                .put("rule", verdict.rule())
                .put("decided", verdict.decided());
        verdict.reasons().forEach(row.putArray("reasons")::add);
        return row;
    }

    private static @Nullable Double ofMatched(Verdict verdict, double share) {
        return verdict.matched().isPresent() ? share : null;
    }

    private static ObjectNode row(Tag tag) {
        var row = Answer.object()
                .put("scheme", word(tag.scheme()))
                .put("id", tag.id())
                .put("label", tag.label())
                .put("evidence", tag.evidence());
        ArrayNode where = row.putArray("where");
        tag.where()
                .forEach(place -> where.addObject()
                        .put("words", place.words())
                        .put("part", word(place.part()))
                        .put("paragraph", place.paragraph())
                        .put("points", place.points()));
        return row;
    }

    private static void compared(ArrayNode rows, Trail trail) {
        trail.compared()
                .forEach(other -> rows.addObject()
                        .put("articleId", other.articleId().toString())
                        .put("source", other.source())
                        .put("title", other.title())
                        .put("same", other.same())
                        .put("similarity", other.similarity())
                        .put("containment", other.containment())
                        .put("rule", other.rule())
                        .put("reason", other.reason()));
    }

    private static void revisions(ArrayNode rows, Trail trail) {
        trail.revisions().forEach(revision -> {
            var row = rows.addObject()
                    .put("revision", revision.number())
                    .put("at", revision.at().toString())
                    .put("title", revision.title())
                    .put("textKept", revision.kept());
            ArrayNode changes = row.putArray("changes");
            revision.changes()
                    .forEach(change ->
                            changes.addObject().put("before", change.before()).put("after", change.after()));
        });
    }

    private static void happenings(ArrayNode rows, Trail trail) {
        trail.happenings()
                .forEach(happening -> rows.addObject()
                        .put("kind", happening.kind())
                        .put("articleId", happening.articleId().toString())
                        .put("source", happening.source())
                        .put("at", happening.at().toString())
                        .put("titleBefore", happening.titleBefore())
                        .put("titleAfter", happening.titleAfter())
                        .put("note", happening.note()));
    }

    private static void told(ArrayNode rows, Trail trail) {
        trail.told()
                .forEach(told -> rows.addObject()
                        .put("subscription", told.subscription())
                        .put("topic", told.topic())
                        .put("host", told.host())
                        .put("toldUpTo", told.seq())
                        .put("told", trail.isTold(told))
                        .put("failures", told.failures())
                        .put(
                                "lastDeliveryAt",
                                told.lastDeliveryAt().map(Object::toString).orElse(null)));
    }
}
