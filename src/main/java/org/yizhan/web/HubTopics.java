package org.yizhan.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.WebAddress;
import org.yizhan.deliver.Topic;
import org.yizhan.deliver.Topics;
import org.yizhan.http.QueryString;
import org.yizhan.publish.ChangeLog;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.LatestChanges;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoryFound;
import org.yizhan.search.StoryDocument;

/**
 * The feeds as the hub's topics. What is new in a standing feed is told from the log of changes, so that nothing is passed
 * over, however much changed: the feed itself while it is short, as its subscriber's first document, or where more was
 * missed than is remembered; else documents of the same feed that hold what has changed and nothing else (W3C WebSub §7:
 * "MAY reduce the payload to a diff"). Searches are told of by {@link HubSearches}.
 */
public final class HubTopics implements Topics {

    private static final Logger LOG = LoggerFactory.getLogger(HubTopics.class);

    /** Each takes a connection to the database while it lasts. */
    private static final int LABORIOUS_AT_ONCE = 3;

    private final String base;
    private final Optional<WebAddress> ours;
    private final String hub;
    private final ChangeLog log;
    private final Stories stories;
    private final FeedRenderer renderer;
    private final HubSearches searches;

    /** How long feeds were when they were last told whole. */
    private final Cache<String, Integer> lengths = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    /**
     * What has changed, for all who want to know.
     *
     * @param latest the stories of late
     * @param texts those of some stories that stand, as they are searched
     */
    public record Changes(ChangeLog log, LatestChanges latest, Function<Collection<UUID>, List<StoryDocument>> texts) {}

    public HubTopics(Stories stories, Changes changes, KnownFeeds known, Links links, InstantSource clock) {
        this.base = links.absolute("");
        this.ours = WebAddress.of(base + "/");
        this.hub = links.hub();
        this.log = changes.log();
        this.stories = stories;
        this.renderer = FeedRenderer.told(stories, known, links, links.hub(), clock);
        this.searches =
                new HubSearches(stories, changes.latest(), changes.texts(), renderer, reader -> link(reader.topic()));
    }

    /** What a topic's path names. */
    sealed interface Named {
        FeedFormat format();

        record Standing(FeedName name, FeedFormat format) implements Named {}

        record Search(SearchQuery query, FeedFormat format) implements Named {}
    }

    @Override
    public Found find(String url) {
        Optional<WebAddress> address = WebAddress.of(url);
        String path = address.filter(this::isOurs)
                .map(found -> found.path().substring(ours.orElseThrow().path().length() - 1))
                .orElse("");
        if (!path.startsWith(Feeds.PREFIX)) {
            return new Found.None("it is no feed of ours; ours begin with " + base + Feeds.PREFIX);
        }
        String query = address.orElseThrow().query();
        Optional<Advice> fault = isSearch(path) ? SearchFaults.in(parameters(query)) : Optional.empty();
        if (fault.isPresent()) {
            return new Found.None(fault.get().told());
        }
        return named(path, query)
                .map(this::found)
                .orElseGet(() -> new Found.None("there is no such feed; " + base + "/feeds.opml lists them, each can be"
                        + " had as .rss, .atom and .json"));
    }

    private boolean isOurs(WebAddress address) {
        WebAddress us = ours.orElseThrow();
        return address.scheme().equals(us.scheme())
                && address.authority().equals(us.authority())
                && address.path().startsWith(us.path());
    }

    private static Optional<Named> named(String path, String query) {
        Optional<FeedFormat> format = Feeds.format(path);
        if (format.isEmpty()) {
            return Optional.empty();
        }
        return isSearch(path)
                ? Optional.of(new Named.Search(SearchQuery.of(parameters(query)), format.get()))
                : Feeds.name(name(path)).map(feed -> new Named.Standing(feed, format.get()));
    }

    private static boolean isSearch(String path) {
        return Feeds.format(path).isPresent() && name(path).equals("search");
    }

    private static String name(String path) {
        return path.substring(Feeds.PREFIX.length(), path.lastIndexOf('.'));
    }

    /** @param query with its question mark, or empty */
    private static MultiMap parameters(String query) {
        return QueryString.parse(query.isEmpty() ? "" : query.substring(1));
    }

    private Found found(Named named) {
        return switch (named) {
            case Named.Search search ->
                new Found.Feed(new Topic(Links.search(search.query(), search.format()), Topic.SEARCH));
            case Named.Standing standing -> renderer.isKnown(standing.name()) ? feed(standing) : looked(standing);
        };
    }

    private static Found feed(Named.Standing standing) {
        return new Found.Feed(new Topic(
                Links.path(standing.name(), standing.format()), standing.name().toString()));
    }

    /** What is known by its stories only. */
    private Found looked(Named.Standing standing) {
        return switch (whole(standing)) {
            case Answer.Rendered rendered -> feed(standing);
            case Answer.Moved moved -> new Found.None("it has moved to " + base + moved.location());
            case Answer.Gone gone -> new Found.None(gone.advice().told());
            case Answer.Missing missing -> new Found.None(missing.advice().told());
        };
    }

    private Answer whole(Named.Standing standing) {
        return standing.name().kind() == FeedName.Kind.STORY
                ? renderer.story(UUID.fromString(standing.name().value()), standing.format())
                : renderer.standing(standing.name(), standing.format());
    }

    private static Named of(String topic) {
        int query = topic.indexOf('?');
        String path = query < 0 ? topic : topic.substring(0, query);
        return named(path, query < 0 ? "" : topic.substring(query))
                .orElseThrow(() -> new IllegalArgumentException("no feed has the path " + topic));
    }

    /** The search of which this is the path. */
    static Named.Search search(String path) {
        if (of(path) instanceof Named.Search search) {
            return search;
        }
        throw new IllegalArgumentException(path + " is no search");
    }

    @Override
    public State state(Topic topic) {
        return new State(log.seq(), "");
    }

    @Override
    public void found(Collection<Reader> readers, BiConsumer<Reader, News> each) {
        searches.news(readers, each);
    }

    @Override
    public Touched touched(long seq, Collection<String> paths) {
        return searches.touched(seq, paths);
    }

    @Override
    public void news(Collection<Reader> readers, BiConsumer<Reader, News> each) {
        Map<Reader, ChangeLog.Reader> asked = new HashMap<>();
        List<Reader> ofStories = new ArrayList<>();
        for (Reader reader : readers) {
            FeedName name = standing(reader.topic()).name();
            if (name.kind() == FeedName.Kind.STORY) {
                ofStories.add(reader);
            } else {
                asked.put(reader, new ChangeLog.Reader(name, reader.known().seq()));
            }
        }
        Map<ChangeLog.Reader, ChangeLog.News> read = asked.isEmpty() ? Map.of() : log.news(asked.values());
        Map<Reader, ChangeLog.News> laborious = new HashMap<>();
        var edition = new HubEdition(lengths);
        asked.forEach((reader, question) -> {
            ChangeLog.News news = Objects.requireNonNull(read.get(question));
            if (edition.isLaborious(feed(reader.topic()), news.gap(), reader.first())) {
                laborious.put(reader, news);
            } else {
                tell(reader, each, () -> news(reader, news, edition));
            }
        });
        tell(laborious, ofStories, each);
    }

    /** Nobody whose document is quickly made waits for these, and of these those of a feed for no other feed. */
    private void tell(Map<Reader, ChangeLog.News> laborious, List<Reader> ofStories, BiConsumer<Reader, News> each) {
        List<Runnable> work = new ArrayList<>();
        laborious.keySet().stream()
                .collect(Collectors.groupingBy(Reader::topic))
                .forEach((topic, readers) -> work.add(() -> {
                    var edition = new HubEdition(lengths);
                    readers.forEach(reader -> tell(
                            reader, each, () -> news(reader, Objects.requireNonNull(laborious.get(reader)), edition)));
                }));
        ofStories.forEach(reader -> work.add(() -> tell(reader, each, () -> ofStory(reader, new HubEdition(lengths)))));
        if (!work.isEmpty()) {
            try (var threads = Executors.newFixedThreadPool(
                    LABORIOUS_AT_ONCE, Thread.ofVirtual().factory())) {
                work.forEach(threads::execute);
            }
        }
    }

    private static Named.Standing standing(Topic topic) {
        if (of(topic.path()) instanceof Named.Standing standing) {
            return standing;
        }
        throw new IllegalArgumentException(topic.path() + " is a search");
    }

    static void tell(Reader reader, BiConsumer<Reader, News> each, Supplier<News> made) {
        News news;
        try {
            news = made.get();
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("stage", "deliver")
                    .addKeyValue("topic", reader.topic().path())
                    .addKeyValue("error", e.getMessage())
                    .log("what is new could not be made; it is delivered later");
            return;
        }
        each.accept(reader, news);
    }

    private News ofStory(Reader reader, HubEdition edition) {
        Named.Standing standing = standing(reader.topic());
        Optional<String> end = end(standing);
        return end.isPresent()
                ? new News.Gone(end.get())
                : news(reader, log.news(standing.name(), reader.known().seq()), edition);
    }

    private News news(Reader reader, ChangeLog.News news, HubEdition edition) {
        Topic topic = reader.topic();
        List<byte[]> bodies = edition.of(feed(topic), news, reader);
        var state = new State(news.content().seq(), "");
        return bodies.isEmpty() && !news.more()
                ? new News.Nothing(state)
                : new News.Documents(state, standing(topic).format().mediaType(), link(topic), bodies, news.more());
    }

    private HubEdition.Feed feed(Topic topic) {
        Named.Standing standing = standing(topic);
        return new HubEdition.Feed(
                topic.path(),
                part -> renderer.only(standing.name(), standing.format(), part),
                () -> whole(standing),
                HubEdition.SHORT);
    }

    private String link(Topic topic) {
        return "<" + hub + ">; rel=\"hub\", <" + base + topic.path() + ">; rel=\"self\"";
    }

    /** Why a story's feed has ended. */
    private Optional<String> end(Named.Standing standing) {
        return switch (stories.story(UUID.fromString(standing.name().value()))) {
            case StoryFound.Merged merged ->
                Optional.of("the story has gone into another: " + base
                        + Links.path(FeedName.story(merged.into()), standing.format()));
            case StoryFound.Unknown unknown ->
                whole(standing) instanceof Answer.Rendered ? Optional.empty() : Optional.of("the story is no more");
            case StoryFound.Present present -> Optional.empty();
            case StoryFound.Withdrawn withdrawn -> Optional.empty();
        };
    }

    @Override
    public List<Change> changes(long seq, int limit) {
        return log.since(seq, limit).stream()
                .map(change -> new Change(
                        change.seq(),
                        change.at(),
                        Stream.concat(
                                        change.feeds().stream(),
                                        change.stories().stream()
                                                .map(story ->
                                                        FeedName.story(story).toString()))
                                .toList()))
                .toList();
    }
}
