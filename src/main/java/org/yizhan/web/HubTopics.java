package org.yizhan.web;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yizhan.article.WebAddress;
import org.yizhan.deliver.Topic;
import org.yizhan.deliver.Topics;
import org.yizhan.publish.ChangeLog;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.LatestChanges;
import org.yizhan.publish.Stories;
import org.yizhan.search.StoryDocument;

/**
 * The feeds as the hub's topics: which there are, and how far they have come. What is new is told of standing feeds by {@link
 * HubStandings}, of searches by {@link HubSearches}.
 */
public final class HubTopics implements Topics {

    private final String base;
    private final Optional<WebAddress> ours;
    private final String hub;
    private final ChangeLog log;
    private final FeedRenderer renderer;
    private final HubStandings standings;
    private final HubSearches searches;

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
        this.renderer = FeedRenderer.told(stories, known, links, links.hub(), clock);
        this.standings = new HubStandings(changes.log(), stories, renderer, links, this::link);
        this.searches = new HubSearches(stories, changes.latest(), changes.texts(), renderer, this::link);
    }

    private String link(Topic topic) {
        return "<" + hub + ">; rel=\"hub\", <" + base + topic.path() + ">; rel=\"self\"";
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
        Optional<Advice> fault = NamedFeed.fault(path, query);
        if (fault.isPresent()) {
            return new Found.None(fault.get().told());
        }
        return NamedFeed.at(path, query)
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

    private Found found(NamedFeed named) {
        return switch (named) {
            case NamedFeed.Search search ->
                new Found.Feed(new Topic(Links.search(search.query(), search.format()), Topic.SEARCH));
            case NamedFeed.Standing standing -> renderer.isKnown(standing.name()) ? feed(standing) : looked(standing);
        };
    }

    private static Found feed(NamedFeed.Standing standing) {
        return new Found.Feed(new Topic(
                Links.path(standing.name(), standing.format()), standing.name().toString()));
    }

    /** What is known by its stories only. */
    private Found looked(NamedFeed.Standing standing) {
        return switch (standings.whole(standing)) {
            case Answer.Rendered rendered -> feed(standing);
            case Answer.Moved moved -> new Found.None("it has moved to " + base + moved.location());
            case Answer.Gone gone -> new Found.None(gone.advice().told());
            case Answer.Missing missing -> new Found.None(missing.advice().told());
        };
    }

    @Override
    public State state(Topic topic) {
        return new State(log.seq(), "");
    }

    @Override
    public void news(Collection<Reader> readers, BiConsumer<Reader, News> each) {
        standings.news(readers, new Telling(each));
    }

    @Override
    public void found(Collection<Reader> readers, BiConsumer<Reader, News> each) {
        searches.news(readers, new Telling(each));
    }

    @Override
    public Touched touched(long seq, Collection<String> paths) {
        return searches.touched(seq, paths);
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
