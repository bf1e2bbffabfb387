package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.yizhan.article.Attribution;
import org.yizhan.article.Tag;
import org.yizhan.article.Verdict;

/** The way of one article, over HTTP. */
public final class TraceApi {

    private static final String PATH = "/api/v1/ops/trace";

    private final Tracing tracing;

    public TraceApi(Tracing tracing) {
        this.tracing = tracing;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, this::find);
        paths.work(HttpMethod.GET, PATH + "/:id", this::trace);
    }

    /**
     * {@code {"hits":[{"articleId","title",…,"by"}],"deadLetter":…}}. Parameter {@code q}: the id of an article, a story or
     * a dead letter, a source's own id, an address, or words of a title.
     */
    private Answer find(Asked asked) throws SQLException {
        String sought = asked.parameter("q")
                .orElseThrow(() -> Rejection.of(400, "q is required: an id, an address, or words of a title"));
        Tracing.Found found = tracing.find(sought);
        var body = Answer.object();
        ArrayNode hits = body.putArray("hits");
        found.hits().forEach(hit -> hits.add(row(hit)));
        found.letter().ifPresent(letter -> body.set("deadLetter", DeadLetterApi.row(letter)));
        return Answer.json(200, body);
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

    /** All that is known of one article; 404 where nobody has heard of it. */
    private Answer trace(Asked asked) throws SQLException, JsonProcessingException {
        Trace trace = trace(tracing, asked.id());
        var body = Answer.object().put("articleId", trace.id().toString());
        if (trace.trail().isPresent()) {
            trail(body, trace.trail().get());
        } else {
            body.put("status", trace.erased().isPresent() ? "erased" : trace.seen() ? "on its way" : "unpublished");
        }
        trace.erased().ifPresent(at -> body.put("erasedAt", at.toString()));
        ArrayNode letters = body.putArray("deadLetters");
        trace.letters().forEach(letter -> letters.add(DeadLetterApi.row(letter)));
        ArrayNode deeds = body.putArray("audit");
        for (Audit.Line line : trace.deeds()) {
            deeds.add(AuditApi.row(line));
        }
        ArrayNode mendings = body.putArray("mendings");
        trace.mendings().forEach(kept -> mendings.add(MendingList.row(kept)));
        return Answer.json(200, body);
    }

    /** What is known of the article of this id, or 404. */
    public static Trace trace(Tracing tracing, String id) throws SQLException {
        UUID article = Order.id(id)
                .orElseThrow(() -> Rejection.of(
                        404, "'%s' is no id of an article; search with ?q=".formatted(Shown.line(id, 60))));
        Trace trace = tracing.of(article);
        if (trace.isNothing()) {
            throw Rejection.of(404, "nothing is known of an article " + article);
        }
        return trace;
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
        trail.steps()
                .forEach(step -> steps.addObject()
                        .put("stage", step.stage())
                        .put("at", step.at().toString())
                        .put("topic", step.topic()));
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
                .put("similarity", verdict.similarity())
                .put("containment", verdict.containment())
                .put("rule", verdict.rule())
                .put("decided", verdict.decided());
        verdict.reasons().forEach(row.putArray("reasons")::add);
        return row;
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
