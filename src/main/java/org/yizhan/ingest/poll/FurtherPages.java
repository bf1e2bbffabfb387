package org.yizhan.ingest.poll;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetched;

/**
 * The pages of a list after its first: at the first poll as many as the file says ({@code pages}, 1 by default), later only
 * as long as all that a page names is new, {@value #MOST} at most. Each is an errand of its own, so that the host is
 * asked no faster for them. Safe for concurrent use.
 */
final class FurtherPages {

    private static final int MOST = 20;
    private static final String PAGE = "page";
    private static final String FIRST = "first";

    private final PollStore store;
    private final Map<Channel.Kind, ChannelReader> readers;
    private final ListPages pages;

    FurtherPages(PollStore store, Map<Channel.Kind, ChannelReader> readers, ListPages pages) {
        this.store = store;
        this.readers = Map.copyOf(readers);
        this.pages = pages;
    }

    /** What follows on the page that {@code claim} fetched; empty where it was the last one wanted. */
    Optional<Errand> after(Claim claim, Harvest harvest, Optional<String> next) {
        int page = page(claim);
        boolean first = Optional.ofNullable(claim.hints().get(FIRST))
                .map(Boolean::parseBoolean)
                .orElse(harvest.first());
        boolean wanted = first
                ? page < Harvest.number(claim.channel(), "pages", 1)
                        && !harvest.items().isEmpty()
                : harvest.isAllNew();
        if (!wanted || page >= MOST) {
            return Optional.empty();
        }
        var hints = Map.of(PAGE, Integer.toString(page + 1), FIRST, Boolean.toString(first));
        return pages.fetch(claim.channel(), page + 1)
                .map(Fetch::url)
                .or(() -> next)
                .map(url -> new Errand(Claim.Task.MORE, url, hints));
    }

    private static int page(Claim claim) {
        return Integer.parseInt(claim.hints().getOrDefault(PAGE, "1"));
    }

    /** The request for a further page: what its number says, or its address. */
    Fetch fetch(Claim claim, String accept) {
        Optional<String> form = pages.fetch(claim.channel(), page(claim)).flatMap(Fetch::form);
        return new Fetch(claim.url(), Optional.empty(), Optional.empty(), accept, form);
    }

    /** What a further page named. A failure ends the walk: what lies beyond comes with the next page that is all new. */
    Poll of(Claim claim, Fetched answer, Instant now) throws java.sql.SQLException {
        Poll.News over = Poll.News.of(Timing.never(Why.LEARNED));
        if (!(answer instanceof Fetched.Document document)
                || document.body().length > Harvest.LARGEST_BODY
                || !(readers.get(claim.channel().kind()) instanceof ChannelReader reader)
                || !(reader.read(claim.channel(), document) instanceof Reading.Listing listing)) {
            return new Poll(claim, List.of(), over);
        }
        List<Item> items = Harvest.items(listing.links(), now);
        Harvest harvest = new Harvest(
                claim.channel(),
                items,
                store.seen(claim.channel().id()).sort(items),
                Boolean.parseBoolean(new HashMap<>(claim.hints()).get(FIRST)));
        var errands = new ArrayList<>(harvest.pages());
        after(claim, harvest, listing.links().next()).ifPresent(errands::add);
        return new Poll(claim, List.of(), over.naming(items, errands));
    }
}
