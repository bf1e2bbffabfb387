package org.yizhan;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Channel;
import org.yizhan.article.WebAddress;
import org.yizhan.fetch.Fetched;
import org.yizhan.ingest.ChannelDocuments;
import org.yizhan.ingest.poll.FeedChannelReader;
import org.yizhan.ingest.poll.HubDelivery;
import org.yizhan.ingest.poll.KnownChannels;
import org.yizhan.ingest.poll.PollStore;
import org.yizhan.ingest.poll.Reading;
import org.yizhan.ingest.poll.SourceControl;
import org.yizhan.web.Sender;

/**
 * Puts what hubs deliver down like what is fetched, and lets polling slow down while they do. Safe for concurrent use.
 */
record Hubs(KnownChannels channels, Sender sender, PollStore store, SourceControl control, Clock clock)
        implements HubDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(Hubs.class);

    /** After a delivery the next ones are waited for so long before the feed is polled as often as before. */
    private static final Duration WORKS = Duration.ofDays(2);

    @Override
    public void take(String channelId, byte[] document, String contentType) throws IOException {
        Channel channel = channels.find(channelId)
                .orElseThrow(() -> new IOException("the channel " + channelId + " is not declared here"));
        if (channel.parameter("follow").filter("true"::equals).isPresent()) {
            pollSoon(channelId);
            return;
        }
        Fetched.Document delivered = delivered(channel, document, contentType);
        try {
            sender.send(List.of(new ChannelDocuments(channel, clock.instant()).feed(delivered)));
        } catch (Sender.Unavailable e) {
            throw new IOException(e.getMessage(), e);
        }
        slowDown(channel, delivered);
    }

    /** Where each entry's page is fetched a delivery says no more than that there is something to poll. */
    private void pollSoon(String channel) throws IOException {
        try {
            control.poll(channel);
        } catch (SQLException e) {
            throw new IOException("the channel can't be told: " + e.getMessage(), e);
        }
    }

    private static Fetched.Document delivered(Channel channel, byte[] document, String contentType) {
        return new Fetched.Document(
                channel.parameter("url").orElse(""),
                Optional.empty(),
                Map.of("content-type", contentType),
                document,
                document.length,
                Duration.ZERO);
    }

    private void slowDown(Channel channel, Fetched.Document delivered) {
        try {
            if (new FeedChannelReader().read(channel, delivered) instanceof Reading.Feed feed) {
                store.told(channel.id(), feed.items());
            }
            control.pushed(channel.id(), WORKS);
        } catch (SQLException e) {
            LOG.atWarn()
                    .addKeyValue("channel", channel.id())
                    .addKeyValue("error", e.getMessage())
                    .log("a hub's delivery is stored, but its channel is polled as often as before");
        }
    }

    /** Tells hubs that can call back to {@code base} from those that can't: one on this machine is reached by its own only. */
    static Predicate<String> reaching(WebAddress base) {
        boolean isInside = isLoopback(base);
        return hub -> WebAddress.of(hub)
                .filter(address -> !isInside || isLoopback(address))
                .isPresent();
    }

    /** Whether it leads to this machine itself. */
    static boolean isLoopback(WebAddress address) {
        String host = address.host();
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(?:\\.\\d{1,3}){3}");
    }
}
