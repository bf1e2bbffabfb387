package org.yizhan.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yizhan.deliver.Topic;
import org.yizhan.deliver.Topics.News;
import org.yizhan.deliver.Topics.Reader;
import org.yizhan.deliver.Topics.State;
import org.yizhan.publish.ChangeLog;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoryFound;

/**
 * What is new in standing feeds. It is told from the log of changes, so that nothing is passed over, however much changed:
 * the feed itself while it is short, as its subscriber's first document, or where more was missed than is remembered; else
 * documents of the same feed that hold what has changed and nothing else (W3C WebSub §7: "MAY reduce the payload to a
 * diff"). Safe for concurrent use.
 */
final class HubStandings {

    /** Each takes a connection to the database while it lasts. */
    private static final int LABORIOUS_AT_ONCE = 3;

    private final ChangeLog log;
    private final Stories stories;
    private final FeedRenderer renderer;
    private final Links links;
    private final Function<Topic, String> link;

    /** How long feeds were when they were last told whole. */
    private final Cache<String, Integer> lengths = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    /** @param link the {@code Link} header for a topic */
    HubStandings(ChangeLog log, Stories stories, FeedRenderer renderer, Links links, Function<Topic, String> link) {
        this.log = log;
        this.stories = stories;
        this.renderer = renderer;
        this.links = links;
        this.link = link;
    }

    /** How the feed reads now. */
    Answer whole(NamedFeed.Standing standing) {
        return standing.name().kind() == FeedName.Kind.STORY
                ? renderer.story(UUID.fromString(standing.name().value()), standing.format())
                : renderer.standing(standing.name(), standing.format());
    }

    /** As in {@link org.yizhan.deliver.Topics#news}. */
    void news(Collection<Reader> readers, Telling telling) {
        Map<Reader, ChangeLog.Reader> asked = new HashMap<>();
        List<Reader> ofStories = new ArrayList<>();
        for (Reader reader : readers) {
            FeedName name = NamedFeed.standing(reader.topic()).name();
            if (name.kind() == FeedName.Kind.STORY) {
                ofStories.add(reader);
            } else {
                asked.put(
                        reader,
                        new ChangeLog.Reader(
                                name, reader.known().seq(), reader.known().within()));
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
                telling.tell(reader, () -> news(reader, news, edition));
            }
        });
        tell(laborious, ofStories, telling);
    }

    /** Nobody whose document is quickly made waits for these, and of these those of a feed for no other feed. */
    private void tell(Map<Reader, ChangeLog.News> laborious, List<Reader> ofStories, Telling telling) {
        List<Runnable> work = new ArrayList<>();
        laborious.keySet().stream()
                .collect(Collectors.groupingBy(Reader::topic))
                .forEach((topic, readers) -> work.add(() -> {
                    var edition = new HubEdition(lengths);
                    readers.forEach(reader -> telling.tell(
                            reader, () -> news(reader, Objects.requireNonNull(laborious.get(reader)), edition)));
                }));
        ofStories.forEach(reader -> work.add(() -> telling.tell(reader, () -> ofStory(reader))));
        if (!work.isEmpty()) {
            try (var threads = Executors.newFixedThreadPool(
                    LABORIOUS_AT_ONCE, Thread.ofVirtual().factory())) {
                work.forEach(threads::execute);
            }
        }
    }

    private News ofStory(Reader reader) {
        NamedFeed.Standing standing = NamedFeed.standing(reader.topic());
        Optional<String> end = end(standing);
        return end.isPresent()
                ? new News.Gone(end.get())
                : news(reader, log.news(standing.name(), reader.known().seq()), new HubEdition(lengths));
    }

    private News news(Reader reader, ChangeLog.News news, HubEdition edition) {
        Topic topic = reader.topic();
        List<HubDocuments.Written> written = edition.of(feed(topic), news, reader);
        var state = new State(news.content().seq(), "");
        if (written.isEmpty() && !news.more()) {
            return new News.Nothing(state);
        }
        String type = NamedFeed.standing(topic).format().mediaType();
        List<News.Document> documents = new HubSteps(news.told()).of(written, state);
        return new News.Documents(state, type, link.apply(topic), documents, news.more());
    }

    private HubEdition.Feed feed(Topic topic) {
        NamedFeed.Standing standing = NamedFeed.standing(topic);
        return new HubEdition.Feed(
                topic.path(),
                part -> renderer.only(standing.name(), standing.format(), part),
                () -> whole(standing),
                HubEdition.SHORT);
    }

    /** Why a story's feed has ended. */
    private Optional<String> end(NamedFeed.Standing standing) {
        return switch (stories.story(UUID.fromString(standing.name().value()))) {
            case StoryFound.Merged merged ->
                Optional.of("the story has gone into another: "
                        + links.absolute(Links.path(FeedName.story(merged.into()), standing.format())));
            case StoryFound.Unknown unknown ->
                whole(standing) instanceof Answer.Rendered ? Optional.empty() : Optional.of("the story is no more");
            case StoryFound.Present present -> Optional.empty();
            case StoryFound.Withdrawn withdrawn -> Optional.empty();
        };
    }
}
