package org.yizhan.web;

import com.github.benmanes.caffeine.cache.Cache;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.yizhan.deliver.Topics;
import org.yizhan.publish.ChangeLog;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Tombstone;

/**
 * The documents that go out together, each made once for all who are told the same, whatever they knew before. For use by
 * one thread.
 */
final class HubEdition {

    /** A feed up to this long is always told as it reads. */
    private static final int SHORT = 48_000;

    private final HubDocuments documents;
    private final Cache<String, Integer> lengths;
    private final Map<String, Optional<byte[]>> wholes = new HashMap<>();
    private final Map<Told, List<byte[]>> made = new HashMap<>();

    /** @param lengths how long feeds were when they were last told whole, by path */
    HubEdition(HubDocuments documents, Cache<String, Integer> lengths) {
        this.documents = documents;
        this.lengths = lengths;
    }

    /**
     * A feed to be told of.
     *
     * @param path with its format
     * @param whole how it reads; missing where it can't be read
     */
    record Standing(String path, FeedName name, FeedFormat format, Supplier<Answer> whole) {}

    /** Who is told of the same stories of the same feed gets the same bytes. */
    private record Told(String path, boolean whole, boolean gap, List<UUID> stories) {}

    /** Empty where there is nothing to tell. */
    List<byte[]> of(Standing feed, ChangeLog.News news, Topics.Reader reader) {
        List<UUID> stories = stories(news.content()).toList();
        if (stories.isEmpty() && !news.gap()) {
            return List.of();
        }
        var told = new Told(feed.path(), reader.first(), news.gap(), stories);
        List<byte[]> bodies = made.get(told);
        if (bodies == null) {
            bodies = wholeIfFit(feed, news, reader.first())
                    .map(List::of)
                    .orElseGet(() -> documents.of(feed.name(), feed.format(), news.content()));
            made.put(told, bodies);
        }
        return bodies;
    }

    private static Stream<UUID> stories(FeedContent content) {
        return Stream.concat(
                content.entries().stream().map(Entry::storyId),
                content.tombstones().stream().map(Tombstone::storyId));
    }

    /** Whether the feed itself has to be read, which takes as long as hundreds of documents of what changed. */
    boolean isLaborious(String path, boolean gap, boolean first) {
        Integer length = lengths.getIfPresent(path);
        return first || gap || length == null || length <= SHORT;
    }

    private Optional<byte[]> wholeIfFit(Standing feed, ChangeLog.News news, boolean first) {
        if (!isLaborious(feed.path(), news.gap(), first)) {
            return Optional.empty();
        }
        Optional<byte[]> whole = wholes.computeIfAbsent(feed.path(), path -> whole(feed));
        whole.ifPresent(body -> lengths.put(feed.path(), body.length));
        return whole.filter(body -> news.gap() || holdsAll(body, news.content()) && (first || body.length <= SHORT));
    }

    private static Optional<byte[]> whole(Standing feed) {
        return feed.whole().get() instanceof Answer.Rendered rendered
                ? Optional.of(rendered.body().getBytes())
                : Optional.empty();
    }

    private static boolean holdsAll(byte[] body, FeedContent content) {
        String text = new String(body, StandardCharsets.UTF_8);
        return stories(content).allMatch(id -> text.contains(Links.storyName(id)));
    }
}
