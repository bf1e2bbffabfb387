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
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoryFound;

/**
 * The feeds as the hub's topics. What is new in a standing feed is told from the log of changes, so that nothing is passed
 * over, however much changed: the feed itself while it is short, as its subscriber's first document, or where more was
 * missed than is remembered; else documents of the same feed that hold what has changed and nothing else (W3C WebSub §7:
 * "MAY reduce the payload to a diff"). Of a search the whole document is told whenever it reads differently.
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
    private final HubDocuments documents;

    /** How long feeds were when they were last told whole. */
    private final Cache<String, Integer> lengths = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    /** @param hub the hub's absolute address */
    public HubTopics(Stories stories, ChangeLog log, KnownFeeds known, Links links, String hub, InstantSource clock) {
        this.base = links.absolute("");
        this.ours = WebAddress.of(base + "/");
        this.hub = hub;
        this.log = log;
        this.stories = stories;
        this.renderer = FeedRenderer.told(stories, known, links, hub, clock);
        this.documents = new HubDocuments(renderer);
    }

    /** What a topic's path names. */
    private sealed interface Named {
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

    private static Named of(Topic topic) {
        int query = topic.path().indexOf('?');
        String path = query < 0 ? topic.path() : topic.path().substring(0, query);
        return named(path, query < 0 ? "" : topic.path().substring(query))
                .orElseThrow(() -> new IllegalArgumentException("no feed has the path " + topic.path()));
    }

    @Override
    public State state(Topic topic) {
        return switch (of(topic)) {
            case Named.Standing standing -> new State(log.seq(), "");
            case Named.Search search -> state(renderer.search(search.query(), search.format()));
        };
    }

    private static State state(Answer answer) {
        return new State(answer.seq(), answer instanceof Answer.Rendered rendered ? rendered.etag() : "");
    }

    @Override
    public News found(Reader reader) {
        if (!(of(reader.topic()) instanceof Named.Search search)) {
            throw new IllegalArgumentException(reader.topic().path() + " is no search");
        }
        Answer answer = renderer.search(search.query(), search.format());
        State state = state(answer);
        return state.etag().equals(reader.known().etag())
                ? new News.Nothing(state)
                : new News.Documents(
                        state,
                        search.format().mediaType(),
                        link(reader.topic()),
                        List.of(((Answer.Rendered) answer).body().getBytes()),
                        false);
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
        var edition = new HubEdition(documents, lengths);
        asked.forEach((reader, question) -> {
            ChangeLog.News news = Objects.requireNonNull(read.get(question));
            if (edition.isLaborious(reader.topic().path(), news.gap(), reader.first())) {
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
                    var edition = new HubEdition(documents, lengths);
                    readers.forEach(reader -> tell(
                            reader, each, () -> news(reader, Objects.requireNonNull(laborious.get(reader)), edition)));
                }));
        ofStories.forEach(reader ->
                work.add(() -> tell(reader, each, () -> ofStory(reader, new HubEdition(documents, lengths)))));
        if (!work.isEmpty()) {
            try (var threads = Executors.newFixedThreadPool(
                    LABORIOUS_AT_ONCE, Thread.ofVirtual().factory())) {
                work.forEach(threads::execute);
            }
        }
    }

    private static Named.Standing standing(Topic topic) {
        if (of(topic) instanceof Named.Standing standing) {
            return standing;
        }
        throw new IllegalArgumentException(topic.path() + " is a search");
    }

    private static void tell(Reader reader, BiConsumer<Reader, News> each, Supplier<News> made) {
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
        Named.Standing standing = standing(topic);
        var feed = new HubEdition.Standing(topic.path(), standing.name(), standing.format(), () -> whole(standing));
        List<byte[]> bodies = edition.of(feed, news, reader);
        var state = new State(news.content().seq(), "");
        return bodies.isEmpty() && !news.more()
                ? new News.Nothing(state)
                : new News.Documents(state, standing.format().mediaType(), link(topic), bodies, news.more());
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
