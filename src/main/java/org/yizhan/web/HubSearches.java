package org.yizhan.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.deliver.LiveNews;
import org.yizhan.deliver.LivePlace;
import org.yizhan.deliver.Sifting;
import org.yizhan.deliver.Topic;
import org.yizhan.deliver.Topics;
import org.yizhan.deliver.Topics.News;
import org.yizhan.deliver.Topics.Reader;
import org.yizhan.deliver.Topics.State;
import org.yizhan.publish.Archives;
import org.yizhan.publish.ChangeLog;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.LatestChanges;
import org.yizhan.publish.Stories;
import org.yizhan.publish.Tombstone;
import org.yizhan.search.StoryDocument;

/**
 * What is new in searches. It is told from the log of changes like that of standing feeds: the stories that changed are held
 * against the searches themselves, so that nobody waits for the index, nor is any search made that they don't touch. Where a
 * story has left without a tombstone the whole document is told as soon as the index knows. What can't be seen so is found by
 * a look at the whole now and then: a name that is written otherwise, more changes at once than can be held against
 * anything. Safe for concurrent use.
 */
final class HubSearches {

    /** The texts that are looked through at once, the newest: those of a thousand stories a second. */
    private static final int TEXTS = 400;

    /** Each takes a connection to the database while it lasts. */
    private static final int LABORIOUS_AT_ONCE = 2;

    private final Stories stories;
    private final LatestChanges latest;
    private final Function<Collection<UUID>, List<StoryDocument>> texts;
    private final FeedRenderer renderer;
    private final Function<Topic, String> link;
    private final Semaphore laborious = new Semaphore(LABORIOUS_AT_ONCE);

    /** Rounds that come faster than they are read wait here, not for connections that others need. */
    private final Semaphore reading = new Semaphore(1);

    private final Cache<String, Optional<FollowedSearch>> searches =
            Caffeine.newBuilder().maximumSize(2_000).build();

    /** How long searches were when they were last told whole. */
    private final Cache<String, Integer> lengths =
            Caffeine.newBuilder().maximumSize(2_000).build();

    /**
     * @param texts the stories as they are searched
     * @param link the {@code Link} header for a topic
     */
    HubSearches(
            Stories stories,
            LatestChanges latest,
            Function<Collection<UUID>, List<StoryDocument>> texts,
            FeedRenderer renderer,
            Function<Topic, String> link) {
        this.stories = stories;
        this.latest = latest;
        this.texts = texts;
        this.renderer = renderer;
        this.link = link;
    }

    private Optional<FollowedSearch> search(String path) {
        return searches.get(path, FollowedSearch::of);
    }

    /** As in {@link Topics#touched}. */
    Topics.Touched touched(long seq, Collection<String> paths) {
        LiveNews.Latest changed = LiveWriter.of(latest.after(seq));
        Map<String, Sifting.Asker> askers = new HashMap<>();
        Map<String, Long> touched = new HashMap<>();
        for (String path : paths) {
            search(path)
                    .ifPresentOrElse(
                            search -> askers.put(path, new Sifting.Asker(search.list(), LivePlace.amid(seq))),
                            () -> touched.put(path, Long.MAX_VALUE));
        }
        Sifting sifting = Sifting.of(changed, askers.values(), texts, TEXTS);
        boolean unread = changed.from() > seq;
        for (Map.Entry<String, Sifting.Asker> asker : askers.entrySet()) {
            Sifting.Choice choice = sifting.choice(asker.getValue());
            unread |= choice.unread();
            Stream.of(choice.standing(), choice.gone())
                    .filter(stories -> !stories.isEmpty())
                    .mapToLong(stories -> stories.getLast().seq())
                    .max()
                    .ifPresent(last -> touched.put(asker.getKey(), last));
        }
        return new Topics.Touched(touched, unread);
    }

    /** As in {@link Topics#found}. */
    void news(Collection<Reader> readers, Telling telling) {
        Read read;
        reading.acquireUninterruptibly();
        try {
            read = read(readers, telling);
        } finally {
            reading.release();
        }
        tell(read.turns(), read.entries(), telling);
    }

    /** What was read for all of them at once. */
    private record Read(Map<Reader, SearchTurn> turns, Map<UUID, Entry> entries) {}

    private Read read(Collection<Reader> readers, Telling telling) {
        long seq =
                readers.stream().mapToLong(reader -> reader.known().seq()).min().orElseThrow();
        LiveNews.Latest changed = LiveWriter.of(latest.after(seq));
        Map<Reader, Sifting.Asker> askers = new HashMap<>();
        for (Reader reader : readers) {
            search(reader.topic().path())
                    .ifPresentOrElse(
                            search -> askers.put(
                                    reader,
                                    new Sifting.Asker(
                                            search.list(),
                                            LivePlace.amid(reader.known().seq()))),
                            () -> telling.gone(reader, "this search can't be read any longer"));
        }
        Sifting sifting = Sifting.of(changed, askers.values(), texts, TEXTS);
        Map<Reader, SearchTurn> turns = new LinkedHashMap<>();
        askers.forEach((reader, asker) -> turns.put(reader, SearchTurn.of(changed, reader, sifting.choice(asker))));
        return new Read(turns, entries(turns.values()));
    }

    private Map<UUID, Entry> entries(Collection<SearchTurn> turns) {
        Set<UUID> wanted = new HashSet<>();
        turns.stream().filter(turn -> !turn.gap()).forEach(turn -> wanted.addAll(turn.standing()));
        return wanted.isEmpty()
                ? Map.of()
                : latest.entries(List.copyOf(wanted)).stream()
                        .collect(Collectors.toMap(Entry::storyId, entry -> entry));
    }

    /** Nobody whose document is quickly made waits for the others. */
    private void tell(Map<Reader, SearchTurn> turns, Map<UUID, Entry> entries, Telling telling) {
        Map<Boolean, List<Reader>> parted = turns.keySet().stream()
                .collect(Collectors.partitioningBy(reader -> turn(turns, reader).isLaborious(reader)));
        var edition = new HubEdition(lengths);
        parted.getOrDefault(false, List.of())
                .forEach(reader -> telling.tell(reader, () -> news(reader, turn(turns, reader), entries, edition)));
        Collection<List<Reader>> others = parted.getOrDefault(true, List.of()).stream()
                .collect(Collectors.groupingBy(Reader::topic))
                .values();
        if (others.isEmpty()) {
            return;
        }
        try (var threads = Executors.newFixedThreadPool(
                LABORIOUS_AT_ONCE, Thread.ofVirtual().factory())) {
            others.forEach(group -> threads.execute(() -> laboriously(group, turns, entries, telling)));
        }
    }

    private static SearchTurn turn(Map<Reader, SearchTurn> turns, Reader reader) {
        return Optional.ofNullable(turns.get(reader)).orElseThrow();
    }

    private void laboriously(
            List<Reader> group, Map<Reader, SearchTurn> turns, Map<UUID, Entry> entries, Telling telling) {
        laborious.acquireUninterruptibly();
        try {
            var edition = new HubEdition(lengths);
            group.forEach(reader -> telling.tell(reader, () -> news(reader, turn(turns, reader), entries, edition)));
        } finally {
            laborious.release();
        }
    }

    private News news(Reader reader, SearchTurn turn, Map<UUID, Entry> entries, HubEdition edition) {
        FollowedSearch search = search(reader.topic().path()).orElseThrow();
        var feed = new HubEdition.Feed(
                reader.topic().path(),
                part -> renderer.only(search.query(), search.format(), part),
                () -> renderer.search(search.query(), search.format()),
                0);
        if (turn.gap()) {
            return whole(reader, turn, feed, edition);
        }
        List<Tombstone> graves = graves(search, turn.gone());
        FeedContent content = new FeedContent(
                turn.upTo(),
                Instant.EPOCH,
                turn.standing().stream()
                        .flatMap(story -> Optional.ofNullable(entries.get(story)).stream())
                        .toList(),
                graves);
        List<HubDocuments.Written> written =
                edition.of(feed, new ChangeLog.News(content, turn.told(), turn.more(), false), reader);
        boolean unsaid = graves.size() < turn.gone().size();
        if (written.isEmpty() && !turn.more()) {
            return reader.look() && !unsaid
                    ? whole(reader, turn, feed, edition)
                    : new News.Nothing(
                            unsaid
                                    ? reader.known().unsaid(turn.upTo())
                                    : new State(turn.upTo(), reader.known().etag()));
        }
        boolean stillUnknown = unsaid || reader.known().isUnsaid();
        var state = new State(turn.upTo(), stillUnknown ? State.UNKNOWN : "");
        return documents(reader, state, new HubSteps(turn.told()).of(written, state), turn.more());
    }

    private List<Tombstone> graves(FollowedSearch search, Set<UUID> gone) {
        if (gone.isEmpty() || search.format() == FeedFormat.RSS) {
            // an RSS reader would take each for news
            return List.of();
        }
        return stories.gone(search.query().page(Optional.empty(), Archives.PAGE)).stream()
                .filter(grave -> gone.contains(grave.storyId()))
                .toList();
    }

    /**
     * The search as it reads now, where that is not what he knows. <em>An index is behind the changes that he was told of →
     * he is told nothing, and it is looked at again.</em> Who was told of all that changed is taken to know it.
     */
    private News whole(Reader reader, SearchTurn turn, HubEdition.Feed feed, HubEdition edition) {
        State known = reader.known();
        if (!(edition.whole(feed) instanceof Answer.Rendered now) || now.seq() < known.seq()) {
            return new News.Nothing(known);
        }
        var state = new State(Math.min(now.seq(), turn.upTo()), now.etag());
        boolean isKnown = known.told().equals(now.etag()) || known.etag().isEmpty() && !turn.gap();
        return isKnown
                ? new News.Nothing(state)
                : documents(reader, state, List.of(new News.Document(now.body().getBytes(), state)), false);
    }

    private News documents(Reader reader, State state, List<News.Document> documents, boolean more) {
        String type = search(reader.topic().path()).orElseThrow().format().mediaType();
        return new News.Documents(state, type, link.apply(reader.topic()), documents, more);
    }
}
