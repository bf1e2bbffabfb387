package org.yizhan.check;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yizhan.article.Channel;
import org.yizhan.article.Unreadable;
import org.yizhan.feed.Autodiscovery;
import org.yizhan.feed.FeedReader;
import org.yizhan.fetch.Fetched;

/** Guesses by which template an address could be polled, from what it serves. Stateless. */
final class Guess {

    private static final int HEAD = 1_000;

    private Guess() {}

    /**
     * A channel for {@code document}; a page that names a feed is best polled at the feed's address.
     *
     * @throws Unreadable with what to do, where it is JSON, whose paths nobody can guess
     */
    static Channel channel(Fetched.Document document) {
        String head = new String(
                        document.body(), 0, Math.min(HEAD, document.body().length), StandardCharsets.ISO_8859_1)
                .strip();
        if (head.contains("<urlset") || head.contains("<sitemapindex")) {
            return channel(Channel.Kind.POLL_SITEMAP, document.url());
        }
        if (isFeed(document)) {
            return channel(Channel.Kind.POLL_FEED, document.url());
        }
        if (head.startsWith("{") || head.startsWith("[")) {
            throw new Unreadable(
                    "unknown-json",
                    "this is JSON: write a source file of the template poll-json that says where list, link, title and"
                            + " date are, and check that");
        }
        List<Autodiscovery.Found> feeds =
                Autodiscovery.find(new String(document.body(), StandardCharsets.UTF_8), document.url());
        return feeds.isEmpty()
                ? channel(Channel.Kind.POLL_LIST, document.url())
                : channel(Channel.Kind.POLL_FEED, feeds.getFirst().url());
    }

    private static boolean isFeed(Fetched.Document document) {
        try {
            return !FeedReader.read(document.body(), document.contentType(), document.url())
                    .format()
                    .isEmpty();
        } catch (Unreadable noFeed) {
            return false;
        }
    }

    private static Channel channel(Channel.Kind kind, String url) {
        return new Channel("new-source", kind, "new-source", Map.of("source", "new-source", "url", url));
    }

    /** The channel as a source file says it. */
    static String yaml(Channel channel) {
        var text = new StringBuilder("""
                - templatedRoute:
                    routeTemplateRef: %s
                    routeId: %s
                    parameters:
                """.formatted(word(channel), channel.id()));
        new TreeMap<>(channel.parameters())
                .forEach((name, value) -> text.append("      - { name: %s, value: \"%s\" }\n"
                        .formatted(name, value.replace("\\", "\\\\").replace("\"", "\\\""))));
        return text.toString();
    }

    /** The template's id: {@code poll-list}. */
    static String word(Channel channel) {
        return channel.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** The address to ask in place of {@code input}, where that is one. */
    static Optional<String> address(String input) {
        String text = input.strip();
        return text.contains("\n")
                ? Optional.empty()
                : org.yizhan.article.WebAddress.isWeb(text) ? Optional.of(text) : Optional.empty();
    }
}
