package org.yizhan.publish;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.yizhan.publish.provenance.Provenance;

/**
 * What readers can ask of the published stories. Safe for concurrent use; each call is one snapshot. Where PostgreSQL is
 * away a call throws {@link IllegalStateException} with the {@link java.sql.SQLException} as its cause.
 */
public interface Stories extends Archives {

    /** The newest {@code limit} entries of a standing feed; empty where nothing is filed under the name. */
    FeedContent feed(FeedName name, int limit);

    /** The stories that answer {@code query}, in its order. */
    StoriesFound search(StoryQuery query);

    /**
     * The tombstones of what {@code query} had found, whichever page of it is asked for, newest first; those too of which
     * no text is kept to tell by. Only what is gone for less than a feed remembers.
     */
    List<Tombstone> gone(StoryQuery query);

    /**
     * The ways to narrow the list of what answers {@code query}, whichever page of it is asked for.
     *
     * @param most ways of each kind
     */
    Facets facets(StoryQuery query, int most);

    /** The same, with as many choices as stand beside a list. */
    default Facets facets(StoryQuery query) {
        return facets(query, Facets.MOST);
    }

    /** One story with all its members. */
    StoryFound story(UUID id);

    /**
     * What these stories are called, by the ids given; one that went into another is called what that one is. Those that
     * don't stand are left out.
     */
    Map<UUID, StoryTitle> titles(Collection<UUID> ids);

    /** What happened to a story after it was published; nothing where there is no such story. */
    StoryHistory history(UUID story);

    /** One article, published or withdrawn. */
    Optional<StoredArticle> article(UUID id);

    /** Every article, erased ones too, whose sequence number is above {@code since}, by ascending number, streamed. */
    void export(long since, Consumer<ExportRow> rows);

    /** The way that a story took; empty where it does not stand. Texts are compared for the first members only. */
    Optional<Provenance> provenance(UUID story);

    /** One article's place in the way of its story; empty where that does not stand. */
    Optional<Provenance.Taken> provenanceOf(UUID article);

    /** What the article said in that former revision; empty where its text is not kept. */
    Optional<Former> former(UUID article, int revision);

    /** Every repost that {@code query} asks for, withdrawn ones too, by the time it was published, streamed. */
    void report(ReportQuery query, Consumer<ReportRow> rows);

    /** The highest sequence number given so far; 0 for an empty store. */
    long seq();

    /** Every standing feed of {@code kind} that holds a story, largest first. */
    List<FeedSummary> feeds(FeedName.Kind kind);

    /** A part of the same list; empty past its end. */
    FeedsHeld feeds(FeedName.Kind kind, long from, int most);

    /**
     * When each of these sources published its newest articles that stand, the newest first; a source without any is left
     * out. A story's own time is that of its origin, which another may have published long before.
     *
     * @param most of each
     */
    Map<String, List<Instant>> published(Collection<String> sources, int most);

    /** Those of the standing feeds called {@code names} that hold a story, in no order. */
    List<FeedSummary> feeds(Collection<FeedName> names);
}
