package org.yizhan.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.yizhan.article.FeedsChanged;

/**
 * Ready copies of feeds and pages, so that most readers cost no query. A copy is given out until the feeds it shows have
 * changed, at most {@link #STANDING_LIFE}; a copy a fifth of a second old is given out even then, which bounds the
 * renderings of a busy feed to five a second. Where rendering fails the last copy goes on being given out, marked as
 * stale. Safe for concurrent use; never blocks.
 */
public final class FeedCache {

    /** A copy with its age. */
    record Served(Answer answer, boolean stale, long ageSeconds) {}

    /**
     * What a copy is of.
     *
     * @param name as {@link FeedsChanged} says it, such as {@code region/620702}; one with a question mark, such as a
     *     search's, is said by no change and falls out with every one
     * @param form the format, or a page's language; {@code list-} before it for the list that goes with a feed,
     *     {@code about-} for the page about the feed
     */
    record Key(String name, String form) {}

    /**
     * How it has been used since the start.
     *
     * @param hits requests that a copy answered at once
     * @param misses requests for which one had to be made, or waited for
     * @param renderings copies that were made
     * @param evictions copies dropped for want of room
     * @param copies those held now
     * @param bytes what they weigh, compressed forms and names included
     */
    public record Use(long hits, long misses, long renderings, long evictions, long copies, long bytes) {}

    static final Duration STANDING_LIFE = Duration.ofSeconds(30);
    static final Duration STANDING_REST = Duration.ofMillis(200);
    static final Duration SEARCH_LIFE = Duration.ofSeconds(10);
    static final Duration SEARCH_REST = Duration.ofSeconds(2);
    static final String SEARCH = "search?";

    private static final List<String> FORMS =
            List.of("rss", "atom", "json", "zh", "en", "list-zh", "list-en", "about-zh", "about-en");
    static final long MAX_BYTES = 96L << 20;

    /** What says that there is nothing is kept for so long, and in no more room: names of nothing are without end. */
    static final Duration NOTHING_LIFE = Duration.ofSeconds(5);

    static final long NOTHING_BYTES = 4L << 20;

    private final Executor workers;
    private final Ticker ticker;
    private final Cache<Key, CachedCopy> copies;
    private final Cache<Key, CachedCopy> nothings;
    private final AtomicLong latest = new AtomicLong();
    private final CacheUse use = new CacheUse();
    private final Turnstiles turnstiles = new Turnstiles();

    /**
     * @param workers where rendering is done; it may block there
     * @param ticker tells ages
     */
    public FeedCache(Executor workers, Ticker ticker) {
        this.workers = workers;
        this.ticker = ticker;
        this.copies = Caffeine.newBuilder()
                .maximumWeight(MAX_BYTES)
                .weigher((Key key, CachedCopy copy) ->
                        copy.weight() + 2 * key.name().length())
                .evictionListener((key, copy, cause) -> use.eviction())
                .build();
        this.nothings = Caffeine.newBuilder()
                .maximumWeight(NOTHING_BYTES)
                .weigher((Key key, CachedCopy copy) ->
                        copy.weight() + 2 * key.name().length())
                .expireAfterWrite(NOTHING_LIFE)
                .ticker(ticker)
                .build();
    }

    /** The copy under {@code key}, made by {@code render} on a worker where there is no good one; one at a time. */
    CompletableFuture<Served> get(Key key, Supplier<Answer> render) {
        return renewed(key, last -> render.get());
    }

    /**
     * The same, where it may be found that nothing has changed.
     *
     * @param render gets the last copy where there is one, and gives that back {@linkplain Answer.Rendered#still as it
     *     still holds}, or another
     */
    CompletableFuture<Served> renewed(Key key, Function<Optional<Answer>, Answer> render) {
        CachedCopy nothing = nothings.getIfPresent(key);
        CachedCopy copy = nothing == null ? copies.get(key, this::empty) : nothing;
        Function<Optional<Answer>, Answer> made =
                isSearch(key) ? last -> turnstiles.of(key.name()).through(() -> render.apply(last)) : render;
        return copy.ask(made, workers, () -> keep(key, copy));
    }

    private void keep(Key key, CachedCopy copy) {
        if (copy.isOfNothing()) {
            if (copy.wasLookedFor()) {
                nothings.put(key, copy);
            }
            copies.asMap().remove(key, copy);
        } else if (nothings.asMap().remove(key, copy)) {
            copies.put(key, copy);
        } else {
            copies.asMap().replace(key, copy, copy);
        }
    }

    /** The document under {@code key}, where there is a good copy of it. */
    Optional<Served> ready(Key key) {
        CachedCopy copy = copies.getIfPresent(key);
        return copy == null ? Optional.empty() : copy.ready();
    }

    /** How it is used. */
    public Use use() {
        long bytes = copies.policy()
                .eviction()
                .map(bound -> bound.weightedSize().orElse(0))
                .orElse(0L);
        return use.use(copies.estimatedSize(), bytes);
    }

    /** Lets everything go on that still waits to be done. */
    void settle() {
        copies.cleanUp();
        nothings.cleanUp();
    }

    private static boolean isSearch(Key key) {
        return key.name().indexOf('?') >= 0;
    }

    /** Lets go of the copies that were made before this change. */
    public void changed(FeedsChanged change) {
        latest.accumulateAndGet(change.seq(), Math::max);
        change.feeds().forEach(name -> outdate(name, change.seq()));
        change.stories().forEach(id -> outdate("story/" + id, change.seq()));
    }

    /** Lets go of every copy of these feeds and pages, also of those that say they have ended. */
    public void forget(Collection<String> names) {
        for (String name : names) {
            for (String form : FORMS) {
                copies.invalidate(new Key(name, form));
                nothings.invalidate(new Key(name, form));
            }
        }
    }

    private void outdate(String name, long seq) {
        for (String form : FORMS) {
            outdate(copies, new Key(name, form), seq);
            outdate(nothings, new Key(name, form), seq);
        }
    }

    private static void outdate(Cache<Key, CachedCopy> among, Key key, long seq) {
        CachedCopy copy = among.policy().getIfPresentQuietly(key);
        if (copy != null) {
            copy.outdate(seq);
        }
    }

    private CachedCopy empty(Key key) {
        return isSearch(key)
                ? new CachedCopy(ticker, use, SEARCH_LIFE, SEARCH_REST, latest)
                : new CachedCopy(ticker, use, STANDING_LIFE, STANDING_REST, new AtomicLong());
    }
}
