package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Mending;

/** The list of mendings, as an operator reads it. */
public final class MendingList {

    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final Published published;
    private final MendingLog log;
    private final Clock clock;

    public MendingList(Published published, MendingLog log, Clock clock) {
        this.published = published;
        this.log = log;
        this.clock = clock;
    }

    /**
     * {@code {"mendings":[…],"next":"?before=…"}}, newest first. Parameters: {@code story} (those about any of its members
     * today), {@code article}, {@code before} (a time), {@code limit} (default {@value #USUAL}); {@code next} is missing on
     * the last page.
     */
    Answer list(Asked asked) {
        int limit = asked.limit(USUAL, MOST);
        List<MendingLog.Kept> found = log.latest(about(asked), before(asked), limit);
        var body = Answer.object();
        var rows = body.putArray("mendings");
        found.forEach(kept -> rows.add(row(kept)));
        if (found.size() == limit) {
            body.put("next", next(asked, found.getLast().mending().at(), limit));
        }
        return Answer.json(200, body);
    }

    /**
     * {@code {"id","articles":[{"articleId","source","title","publishedAt","relation","similarity","withdrawn"}],"mendings":[…]}}:
     * a story's members, its origin first, and what was done to any of them by hand, newest first.
     */
    Answer story(Asked asked) {
        Published.Story story = Order.id(asked.id())
                .flatMap(published::story)
                .orElseThrow(() -> Rejection.of(404, "no story stands under this id"));
        var body = Answer.object().put("id", story.id().toString());
        var articles = body.putArray("articles");
        published
                .members(story.id())
                .forEach(member -> articles.addObject()
                        .put("articleId", member.articleId().toString())
                        .put("source", member.sourceName())
                        .put("title", member.title())
                        .put("publishedAt", member.publishedAt().toString())
                        .put("relation", member.relation())
                        .put("similarity", member.similarity())
                        .put("withdrawn", member.isWithdrawn()));
        var rows = body.putArray("mendings");
        log.latest(story.articles(), clock.instant().plusSeconds(60), USUAL).forEach(kept -> rows.add(row(kept)));
        return Answer.json(200, body);
    }

    /** The articles asked for; empty: all. */
    private List<UUID> about(Asked asked) {
        Optional<String> article = asked.parameter("article");
        Optional<String> story = asked.parameter("story");
        if (article.isPresent() && story.isPresent()) {
            throw Rejection.of(400, "give story or article, not both");
        }
        if (article.isPresent()) {
            return List.of(id("article", article.get()));
        }
        return story.map(text -> published
                        .story(id("story", text))
                        .orElseThrow(() -> Rejection.of(404, "no story stands under this id"))
                        .articles())
                .orElse(List.of());
    }

    private static UUID id(String name, String text) {
        return Order.id(text).orElseThrow(() -> Rejection.of(400, name + " must be an id"));
    }

    private Instant before(Asked asked) {
        try {
            return asked.parameter("before")
                    .map(Instant::parse)
                    .orElseGet(() -> clock.instant().plusSeconds(60));
        } catch (DateTimeParseException wrong) {
            throw Rejection.of(400, "before must be a time such as 2026-11-23T10:00:00Z");
        }
    }

    private static String next(Asked asked, Instant before, int limit) {
        return "?story=%s&article=%s&limit=%d&before=%s"
                .formatted(
                        LetterQuery.encoded(asked.parameter("story").orElse("")),
                        LetterQuery.encoded(asked.parameter("article").orElse("")),
                        limit,
                        before);
    }

    static ObjectNode row(MendingLog.Kept kept) {
        Mending mending = kept.mending();
        var row = Answer.object()
                .put("mending", mending.key().toString())
                .put("action", Audit.Action.valueOf(mending.action().name()).word())
                .put("at", mending.at().toString())
                .put("operator", mending.operator())
                .put("reason", mending.reason())
                .put("outcome", kept.outcome());
        var articles = row.putArray("articles");
        mending.articles().forEach(article -> articles.add(article.toString()));
        mending.undoes().ifPresent(undone -> row.put("undoes", undone.toString()));
        kept.undoneBy().ifPresent(undo -> row.put("undoneBy", undo.toString()));
        return row;
    }
}
