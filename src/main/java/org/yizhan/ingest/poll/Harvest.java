package org.yizhan.ingest.poll;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.article.Channel;
import org.yizhan.article.Message;
import org.yizhan.article.PublicationTime;
import org.yizhan.fetch.Fetched;
import org.yizhan.ingest.ChannelDocuments;
import org.yizhan.list.Link;
import org.yizhan.list.Links;

/**
 * What is taken of a document that names items.
 *
 * @param items all that it names
 * @param sorted which of them are new or changed
 * @param first whether the channel never named anything before
 */
record Harvest(Channel channel, List<Item> items, SeenItems.Sorted sorted, boolean first) {

    /** Larger bodies would not fit a record once they are base64. */
    static final int LARGEST_BODY = 11_000_000;

    /** How many pages of a list are fetched at its first poll where the file says nothing: the newest. */
    private static final int FIRST = 30;

    static Harvest of(Channel channel, List<Item> items, SeenItems seen) {
        return new Harvest(channel, items, seen.sort(items), seen.isEmpty());
    }

    /** A list's links as items. */
    static List<Item> items(Links links, Instant now) {
        return links.links().stream().map(link -> item(link, now)).toList();
    }

    private static Item item(Link link, Instant now) {
        return new Item(
                link.url(),
                link.title() + '\0' + link.published(),
                link.url(),
                time(link.published(), now),
                ChannelDocuments.told(link));
    }

    private static Optional<Instant> time(String published, Instant now) {
        return !published.isBlank() && PublicationTime.read(published, now) instanceof PublicationTime.Known known
                ? Optional.of(known.at())
                : Optional.empty();
    }

    /** Whether articles' pages are fetched, the document itself holding too little of them. */
    boolean follows() {
        return !channel.kind().isFeed()
                || channel.parameter("follow").filter("true"::equals).isPresent();
    }

    /** Whether nothing of it was known. */
    boolean isAllNew() {
        return !items.isEmpty() && sorted.fresh().size() == items.size();
    }

    /** Pages to be fetched: of the new and changed items; at the first poll only of the newest. */
    List<Errand> pages() {
        var pages = new LinkedHashMap<String, Errand>();
        Stream.concat(newest().stream(), sorted.changed().stream())
                .filter(item -> follows() && !item.url().isEmpty())
                .forEach(item -> pages.putIfAbsent(item.url(), new Errand(Claim.Task.PAGE, item.url(), item.hints())));
        return List.copyOf(pages.values());
    }

    private List<Item> newest() {
        if (!first) {
            return sorted.fresh();
        }
        boolean dated = sorted.fresh().stream().allMatch(item -> item.at().isPresent());
        Comparator<Item> newestFirst = Comparator.comparing(
                        (Item item) -> item.at().orElse(Instant.EPOCH))
                .reversed();
        Stream<Item> inOrder = dated ? sorted.fresh().stream().sorted(newestFirst) : sorted.fresh().stream();
        return inOrder.limit(number(channel, "first", FIRST)).toList();
    }

    /** The feed itself, where entries of it are new and no pages are fetched for them; once for each share of their names. */
    List<Message> messages(Fetched.Document document, Instant now) {
        List<Item> news = Stream.concat(sorted.fresh().stream(), sorted.changed().stream())
                .filter(item -> !follows() || item.url().isEmpty())
                .toList();
        if (news.isEmpty() || !channel.kind().isFeed()) {
            return List.of();
        }
        var documents = new ChannelDocuments(channel, now);
        return ChannelDocuments.shares(document, news.stream().map(Item::key).toList()).stream()
                .map(keys -> (Message) documents.feed(document, keys))
                .toList();
    }

    static int number(Channel channel, String parameter, int usual) {
        return channel.parameter(parameter)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(usual);
    }
}
