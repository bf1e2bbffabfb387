package org.yizhan.ingest.poll;

import java.util.Optional;
import java.util.function.Predicate;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;

/**
 * Reads feeds, and has the hubs that they name tell us of their news. A hub in the {@code Link} header goes before one in
 * the document, one in the channel's file before both. Safe for concurrent use.
 */
public final class HubbedFeeds implements ChannelReader {

    private final ChannelReader feeds;
    private final HubSubscriptions hubs;
    private final Predicate<String> reachesUs;

    /** @param reachesUs whether a hub at this address could call us back */
    public HubbedFeeds(ChannelReader feeds, HubSubscriptions hubs, Predicate<String> reachesUs) {
        this.feeds = feeds;
        this.hubs = hubs;
        this.reachesUs = reachesUs;
    }

    @Override
    public Reading read(Channel channel, Fetched.Document document) {
        Reading reading = feeds.read(channel, document);
        if (reading instanceof Reading.Feed feed) {
            topic(channel, document, feed)
                    .ifPresentOrElse(topic -> hubs.want(channel.id(), topic), () -> hubs.end(channel.id()));
        }
        return reading;
    }

    private Optional<HubTopic> topic(Channel channel, Fetched.Document document, Reading.Feed feed) {
        HubLinks links = HubLinks.of(document.headers().getOrDefault("link", ""), document.url());
        String topic = links.self().or(feed::self).orElse(document.url());
        boolean sha1 = channel.parameter("sha1").filter("true"::equals).isPresent();
        return channel.parameter("hub")
                .or(links::hub)
                .or(feed::hub)
                .filter(reachesUs)
                .map(hub -> new HubTopic(topic, hub, sha1));
    }
}
