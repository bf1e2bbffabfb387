package org.yizhan.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.yizhan.article.WebAddress;
import org.yizhan.deliver.Topic;
import org.yizhan.deliver.Topics;
import org.yizhan.publish.ChangeLog;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
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

    /** A feed up to this long is always told as it reads. */
    private static final int SHORT = 48_000;

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
        this.renderer = new FeedRenderer(stories, known, links, Optional.of(hub), clock);
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
        return named(path, address.orElseThrow().query())
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
        String name = path.substring(Feeds.PREFIX.length(), path.lastIndexOf('.'));
        return name.equals("search")
                ? Optional.of(new Named.Search(
                        SearchQuery.of(QueryString.parse(query.isEmpty() ? "" : query.substring(1))), format.get()))
                : Feeds.name(name).map(feed -> new Named.Standing(feed, format.get()));
    }

    private Found found(Named named) {
        return switch (named) {
            case Named.Search search ->
                new Found.Feed(new Topic(Links.search(search.query(), search.format()), Topic.SEARCH));
            case Named.Standing standing ->
                switch (whole(standing)) {
                    case Answer.Rendered rendered ->
                        new Found.Feed(new Topic(
                                Links.path(standing.name(), standing.format()),
                                standing.name().toString()));
                    case Answer.Moved moved -> new Found.None("it has moved to " + base + moved.location());
                    case Answer.Missing missing -> new Found.None(missing.detail());
                };
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
    public News news(Topic topic, State known, boolean first) {
        return switch (of(topic)) {
            case Named.Standing standing -> news(topic, standing, known, first);
            case Named.Search search -> {
                Answer answer = renderer.search(search.query(), search.format());
                State state = state(answer);
                yield state.etag().equals(known.etag())
                        ? new News.Nothing(state)
                        : new News.Documents(
                                state,
                                search.format().mediaType(),
                                link(topic),
                                List.of(((Answer.Rendered) answer).body().getBytes()),
                                false);
            }
        };
    }

    private News news(Topic topic, Named.Standing standing, State known, boolean first) {
        Optional<String> end = end(standing);
        if (end.isPresent()) {
            return new News.Gone(end.get());
        }
        ChangeLog.News news = log.news(standing.name(), known.seq());
        FeedContent content = news.content();
        var state = new State(content.seq(), "");
        if (content.entries().isEmpty() && content.tombstones().isEmpty() && !news.gap()) {
            return news.more() ? documents(topic, standing, state, List.of(), true) : new News.Nothing(state);
        }
        Optional<byte[]> whole = wholeIfFit(topic, standing, news, first);
        return whole.isPresent()
                ? documents(topic, standing, state, List.of(whole.get()), news.more())
                : documents(
                        topic, standing, state, documents.of(standing.name(), standing.format(), content), news.more());
    }

    private News documents(Topic topic, Named.Standing standing, State state, List<byte[]> bodies, boolean more) {
        return new News.Documents(state, standing.format().mediaType(), link(topic), bodies, more);
    }

    private String link(Topic topic) {
        return "<" + hub + ">; rel=\"hub\", <" + base + topic.path() + ">; rel=\"self\"";
    }

    /** Why a story's feed has ended; others never do. */
    private Optional<String> end(Named.Standing standing) {
        if (standing.name().kind() != FeedName.Kind.STORY) {
            return Optional.empty();
        }
        return switch (stories.story(UUID.fromString(standing.name().value()))) {
            case StoryFound.Merged merged ->
                Optional.of("the story has gone into another: " + base
                        + Links.path(FeedName.story(merged.into()), standing.format()));
            case StoryFound.Unknown unknown -> Optional.of("the story is no more");
            case StoryFound.Present present -> Optional.empty();
            case StoryFound.Withdrawn withdrawn -> Optional.empty();
        };
    }

    private Optional<byte[]> wholeIfFit(Topic topic, Named.Standing standing, ChangeLog.News news, boolean first) {
        boolean wanted = first || news.gap();
        Integer length = lengths.getIfPresent(topic.path());
        if (!wanted && length != null && length > SHORT) {
            return Optional.empty();
        }
        if (!(whole(standing) instanceof Answer.Rendered rendered)) {
            return Optional.empty();
        }
        byte[] body = rendered.body().getBytes();
        lengths.put(topic.path(), body.length);
        boolean fits = news.gap() || holdsAll(body, news.content()) && (first || body.length <= SHORT);
        return fits ? Optional.of(body) : Optional.empty();
    }

    private static boolean holdsAll(byte[] body, FeedContent content) {
        String text = new String(body, StandardCharsets.UTF_8);
        return Stream.concat(
                        content.entries().stream().map(Entry::storyId),
                        content.tombstones().stream().map(tombstone -> tombstone.storyId()))
                .allMatch(id -> text.contains(Links.storyName(id)));
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
