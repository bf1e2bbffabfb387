package org.yizhan.publish;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.article.Chronicle;
import org.yizhan.publish.FeedTable.Place;
import org.yizhan.publish.TombstoneTable.Grave;

/** What one batch changes about stories and their feeds: collected story by story, then written at once. */
final class StoryChange {

    private final Dating dating;
    private final Map<UUID, StoryRow> before;
    private final Set<UUID> bereaved;
    private final Set<UUID> retagged;
    private final List<StoryRow> added = new ArrayList<>();
    private final List<StoryRow> changed = new ArrayList<>();
    private final List<Place> out = new ArrayList<>();
    private final List<Place> in = new ArrayList<>();
    private final List<Grave> graves = new ArrayList<>();
    private final List<Grave> bare = new ArrayList<>();
    private final List<Place> refiled = new ArrayList<>();
    private final List<Place> back = new ArrayList<>();
    private final List<UUID> removed = new ArrayList<>();
    private final List<UUID> raised = new ArrayList<>();
    private final Map<UUID, String> said = new HashMap<>();
    private final Map<UUID, Instant> dated = new HashMap<>();
    private final List<Grave> known = new ArrayList<>();
    private final List<Grave> buried = new ArrayList<>();
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final SortedSet<String> feeds = new TreeSet<>();
    private final List<UUID> fresh = new ArrayList<>();
    private final Set<UUID> altered;
    private final List<Place> left = new ArrayList<>();

    /**
     * @param before the rows that there are, locked
     * @param bereaved stories that an article was erased from: their tombstones say no more than that they are gone
     * @param retagged stories that change by the tags of their members alone
     * @param altered stories that don't say all of what they said
     */
    StoryChange(Dating dating, Map<UUID, StoryRow> before, Set<UUID> bereaved, Set<UUID> retagged, Set<UUID> altered) {
        this.dating = dating;
        this.before = before;
        this.bereaved = bereaved;
        this.retagged = retagged;
        this.altered = new TreeSet<>(altered);
    }

    /**
     * From now on a story is what its members make it.
     *
     * @param into where it is to be looked for when it has none
     * @param membersBefore those it had
     */
    void becomes(UUID story, Filing filing, Optional<UUID> into, List<ArticleState> membersBefore) {
        if (!filing.isEmpty()) {
            StoryRow old = before.getOrDefault(story, StoryRow.unknown(story));
            boolean significant = !retagged.contains(story)
                    && (isSignificant(old, filing)
                            || isContinuedAnew(old, filing, membersBefore)
                            || membersBefore.stream()
                                    .anyMatch(member -> !member.said().isTelling(filing.notices())));
            stands(old, filing, significant);
        } else if (before.containsKey(story)) {
            StoryRow old = before.get(story);
            into.ifPresentOrElse(standing -> merged(old, Tombstone.mergedInto(standing)), () -> vanishes(old));
        }
        dating.graves(story).stream()
                .filter(grave -> !filing.feeds().contains(grave.feed()))
                .forEach(known::add);
    }

    /** A story that only readers know, who were told that it is gone: they still are. */
    void passesOver(UUID story) {
        known.addAll(dating.graves(story));
    }

    /**
     * The story stands as its members say. Its {@code updated} moves where the piece itself reads differently, other
     * notices stand ahead of it or a member was withdrawn, not where one more copy of it has come or it is filed under
     * other feeds (RFC 4287 §4.2.15: significant changes).
     */
    private void stands(StoryRow old, Filing filing, boolean significant) {
        if (old.tombstoned()) {
            raised.add(old.id());
        }
        if (old.updatedAt().isEmpty()) {
            fresh.add(old.id());
        }
        if (old.origin().isPresent() && !old.origin().equals(filing.originId())) {
            altered.add(old.id());
        }
        bury(old.id(), filing.left(), filing.reason());
        forget(old, filing.feeds());
        leave(old, filing);
        replace(
                old,
                new StoryRow(
                        old.id(),
                        filing.originId(),
                        filing.first()
                                .map(ArticleState::id)
                                .filter(first -> !filing.originId().equals(Optional.of(first))),
                        filing.publishedAt(),
                        Optional.of(
                                significant
                                        ? dating.changed(old)
                                        : old.updatedAt().orElseGet(() -> dating.changed(old))),
                        filing.feeds(),
                        !filing.left().isEmpty()));
    }

    private static boolean isSignificant(StoryRow old, Filing filing) {
        return old.updatedAt().isEmpty()
                || !old.origin().equals(filing.originId())
                || filing.origin().flatMap(ArticleState::fresh).isPresent()
                || old.tombstoned()
                || !filing.left().isEmpty();
    }

    /** Whether the continuations that its entry shows are others, or say something else. */
    private static boolean isContinuedAnew(StoryRow old, Filing filing, List<ArticleState> membersBefore) {
        return filing.continuations().stream().anyMatch(part -> part.fresh().isPresent())
                || !ids(filing.continuations()).equals(ids(Continuations.of(membersBefore, old.origin())));
    }

    private static Set<UUID> ids(List<ArticleState> articles) {
        return articles.stream().map(ArticleState::id).collect(Collectors.toSet());
    }

    /** The story is an alias: its feeds, and those that were told of its end before, say of what. */
    private void merged(StoryRow old, String reason) {
        if (old.updatedAt().isEmpty()) {
            return;
        }
        said.put(old.id(), reason);
        bury(old.id(), old.feeds(), reason);
        boolean tombstoned = old.tombstoned() || !old.feeds().isEmpty();
        replace(
                old,
                new StoryRow(
                        old.id(),
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH,
                        Optional.of(dating.changed(old)),
                        new TreeSet<>(),
                        tombstoned));
    }

    /** Where readers had what was erased they are told that it is gone, and nothing of it. */
    private void forget(StoryRow old, SortedSet<String> standing) {
        if (bereaved.contains(old.id())) {
            old.feeds().stream()
                    .filter(feed -> !standing.contains(feed))
                    .forEach(feed -> bare.add(Grave.bare(feed, old.id(), dating.buried(feed, old.id()))));
        }
    }

    /** It stands, but is filed under other feeds; the reason is nobody's word, so none is given. */
    private void leave(StoryRow old, Filing filing) {
        if (!filing.feeds().isEmpty() && !bereaved.contains(old.id())) {
            old.feeds().stream()
                    .filter(feed ->
                            !filing.feeds().contains(feed) && !filing.left().contains(feed))
                    .forEach(feed -> refiled.add(new Place(feed, old.publishedAt(), old.id())));
        }
    }

    /** Nothing is left of the story but its id. */
    private void vanishes(StoryRow old) {
        forget(old, StoryRow.unknown(old.id()).feeds());
        move(old, StoryRow.unknown(old.id()));
        removed.add(old.id());
    }

    private void bury(UUID story, SortedSet<String> from, String reason) {
        from.forEach(feed -> graves.add(new Grave(feed, story, dating.buried(feed, story), reason, false)));
        feeds.addAll(from);
    }

    private void replace(StoryRow old, StoryRow row) {
        (before.containsKey(row.id()) ? changed : added).add(row);
        row.updatedAt().filter(at -> !Optional.of(at).equals(old.updatedAt())).ifPresent(at -> dated.put(row.id(), at));
        move(old, row);
    }

    private void move(StoryRow old, StoryRow row) {
        boolean moves = !old.publishedAt().equals(row.publishedAt());
        for (String feed : old.feeds()) {
            feeds.add(feed);
            boolean stays = row.feeds().contains(feed);
            if (moves || !stays) {
                out.add(new Place(feed, old.publishedAt(), row.id()));
            }
            if (!stays) {
                left.add(new Place(feed, old.publishedAt(), row.id()));
                counts.merge(feed, -1L, Long::sum);
            }
        }
        for (String feed : row.feeds()) {
            feeds.add(feed);
            boolean stood = old.feeds().contains(feed);
            if (moves || !stood) {
                in.add(new Place(feed, row.publishedAt(), row.id()));
            }
            if (!stood) {
                counts.merge(feed, 1L, Long::sum);
            }
            if (!stood
                    && (before.containsKey(row.id()) || !dating.graves(row.id()).isEmpty())) {
                back.add(new Place(feed, row.publishedAt(), row.id()));
            }
        }
    }

    /** Writes all but the {@link #counts}. */
    void write(StoryTable stories, FeedTable table, TombstoneTable tombstones) throws SQLException {
        stories.insert(added);
        stories.update(changed);
        stories.delete(removed);
        List<Grave> left = table.shown(refiled).stream()
                .map(place ->
                        new Grave(place.feed(), place.story(), dating.buried(place.feed(), place.story()), "", false))
                .toList();
        table.remove(out);
        table.add(in);
        buried.addAll(tombstones.silence(bereaved, dating));
        buried.addAll(tombstones.hush(raised, graves));
        buried.addAll(tombstones.say(said));
        tombstones.raise(back);
        tombstones.reopen(
                Stream.concat(in.stream(), graves.stream().map(Grave::place)).toList());
        buried.addAll(tombstones.bury(
                Stream.of(graves, bare, left, known)
                        .flatMap(List::stream)
                        .filter(grave -> !isUnseen(grave.story()))
                        .toList(),
                dating.now()));
        buried.stream().map(Grave::feed).forEach(feeds::add);
    }

    private boolean isUnseen(UUID story) {
        return Optional.ofNullable(before.get(story)).filter(dating::isUnseen).isPresent();
    }

    /** How many entries more each feed has, or fewer. */
    SortedMap<String, Long> counts() {
        return counts;
    }

    /** What open lists need to know. */
    ChangeLog.Turns turns() {
        return new ChangeLog.Turns(fresh, List.copyOf(altered), left);
    }

    /** What a chronicle says of it, once it is written. */
    Chronicle chronicle(Collection<String> traces, List<Chronicle.Page> pages) {
        return new Chronicle(
                List.copyOf(traces),
                dated,
                buried.stream().map(Grave::chronicled).toList(),
                pages);
    }

    /** The feeds that read differently. */
    SortedSet<String> feeds() {
        return feeds;
    }
}
