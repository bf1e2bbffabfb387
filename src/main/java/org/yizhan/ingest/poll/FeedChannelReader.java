package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Channel;
import org.yizhan.article.Charsets;
import org.yizhan.article.Received.Hint;
import org.yizhan.article.Unreadable;
import org.yizhan.feed.Autodiscovery;
import org.yizhan.feed.FeedDocument;
import org.yizhan.feed.FeedEntry;
import org.yizhan.feed.FeedReader;
import org.yizhan.feed.Rhythm;
import org.yizhan.fetch.Fetched;

/** Reads feeds; where a page came instead, the first feed that it names is where to ask. Stateless. */
public final class FeedChannelReader implements ChannelReader {

    @Override
    public Reading read(Channel channel, Fetched.Document document) {
        try {
            FeedDocument feed = FeedReader.read(document.body(), document.contentType(), document.url());
            List<Item> items =
                    feed.distinct().stream().map(FeedChannelReader::item).toList();
            return new Reading.Feed(
                    items, wishes(feed.rhythm()), feed.hub(), feed.self(), feed.warnings(), feed.deletions());
        } catch (Unreadable noFeed) {
            return elsewhere(document)
                    .orElseGet(() -> new Reading.Useless(Complaint.UNREADABLE, String.valueOf(noFeed.getMessage())));
        }
    }

    private static Item item(FeedEntry entry) {
        Map<String, String> hints = new HashMap<>();
        hints.put(Hint.TITLE, entry.title());
        entry.published().map(Instant::toString).ifPresent(at -> hints.put(Hint.PUBLISHED, at));
        return new Item(
                entry.key(),
                entry.contentHash(),
                entry.link(),
                entry.published().or(entry::updated),
                hints);
    }

    private static Wishes wishes(Rhythm rhythm) {
        return new Wishes(Duration.ZERO, rhythm.every().orElse(Duration.ZERO), rhythm.skipHours(), rhythm.skipDays());
    }

    private static Optional<Reading> elsewhere(Fetched.Document document) {
        String page = Charsets.decode(document.body()).text();
        return Autodiscovery.find(page, document.url()).stream()
                .filter(found -> !found.url().equals(document.url()))
                .findFirst()
                .map(found -> new Reading.Elsewhere(found.url()));
    }
}
