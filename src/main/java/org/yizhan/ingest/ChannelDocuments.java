package org.yizhan.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yizhan.article.Channel;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.article.Received.Form;
import org.yizhan.article.Received.Hint;
import org.yizhan.fetch.Fetched;
import org.yizhan.list.Link;

/**
 * A channel's documents as they go to normalize, polled, delivered or dropped, and in a dry run: the bytes as they came, with
 * what the channel knows of them.
 *
 * @param at when they came
 */
public record ChannelDocuments(Channel channel, Instant at) {

    /** In bytes; what stands in a record beside the document and the names of its entries. */
    private static final int LARGEST_HINTS = 64 * 1024;

    /** What a list tells of an article's page. */
    public static Map<String, String> told(Link link) {
        var hints = new HashMap<String, String>();
        Map.of(Hint.TITLE, link.title(), Hint.PUBLISHED, link.published()).forEach((name, value) -> {
            if (!value.isBlank()) {
                hints.put(name, value);
            }
        });
        return hints;
    }

    /**
     * A page of its own for an article.
     *
     * @param address as the list named it; that is the article's id
     * @param told what is known of the article besides; it comes before the channel's own column
     */
    public Received page(String address, Fetched.Document page, Map<String, String> told) {
        var hints = new HashMap<>(told);
        hints.put(Hint.URL, page.url());
        column(hints);
        selectors(hints);
        return received(address, Form.HTML, page.contentType(), page.body(), hints);
    }

    /** A feed, of which these entries are meant. */
    public Received feed(Fetched.Document feed, Collection<String> keys) {
        return feed(feed, Map.of(Hint.ENTRIES, String.join("\n", keys)));
    }

    /** {@code keys} in as many shares as it takes for each to fit into a record beside the feed: some feeds have long ones. */
    public static List<List<String>> shares(Fetched.Document feed, List<String> keys) {
        long room = Escaped.LARGEST - LARGEST_HINTS - (feed.body().length + 2) / 3 * 4;
        var shares = new ArrayList<List<String>>();
        long left = 0;
        for (String key : keys) {
            long size = Escaped.written(key + "\n");
            if (shares.isEmpty() || size > left) {
                shares.add(new ArrayList<>());
                left = room;
            }
            shares.getLast().add(key);
            left -= size;
        }
        return shares;
    }

    /** A feed with all its entries. */
    public Received feed(Fetched.Document feed) {
        return feed(feed, Map.of());
    }

    private Received feed(Fetched.Document feed, Map<String, String> told) {
        var hints = new HashMap<>(told);
        hints.put(Hint.URL, feed.url());
        column(hints);
        return received(channel.id(), Form.FEED, feed.contentType(), feed.body(), hints);
    }

    /** A file that was put into the channel's folder. */
    Received file(String id, Form form, String contentType, byte[] bytes) {
        var hints = new HashMap<String, String>();
        column(hints);
        selectors(hints);
        return received(id, form, contentType, bytes, hints);
    }

    /** A letter to the channel's mailbox. */
    Received letter(String id, byte[] bytes) {
        var hints = new HashMap<String, String>();
        column(hints);
        return received(id, Form.MAIL, "message/rfc822", bytes, hints);
    }

    private void column(Map<String, String> hints) {
        channel.parameter("column").ifPresent(column -> hints.putIfAbsent(Hint.COLUMN, column));
    }

    /** The site's own; {@code page-url} says where a list goes on, and nothing of an article. */
    private void selectors(Map<String, String> hints) {
        channel.parameters().forEach((name, value) -> {
            if (name.startsWith(Hint.PAGE) && !name.equals("page-url") && !value.isBlank()) {
                hints.put(name, value);
            }
        });
    }

    private Received received(String id, Form form, String contentType, byte[] bytes, Map<String, String> hints) {
        return new Received(
                Identity.article(channel.source(), id),
                channel.source(),
                id,
                form,
                contentType,
                Received.Encoding.BASE64,
                Base64.getEncoder().encodeToString(bytes),
                channel.id(),
                hints,
                at);
    }
}
