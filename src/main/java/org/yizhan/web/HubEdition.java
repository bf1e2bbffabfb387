package org.yizhan.web;

import com.github.benmanes.caffeine.cache.Cache;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.yizhan.deliver.Topics;
import org.yizhan.publish.ChangeLog;
import org.yizhan.publish.FeedContent;

/**
 * The documents that go out together, each made once for all who are told the same, whatever they knew before. For use by
 * one thread.
 */
final class HubEdition {

    /** A feed up to this long is always told as it reads. */
    static final int SHORT = 48_000;

    private final Cache<String, Integer> lengths;
    private final Map<String, Answer> wholes = new HashMap<>();
    private final Map<Told, List<HubDocuments.Written>> made = new HashMap<>();

    /** @param lengths how long feeds were when they were last told whole, by path */
    HubEdition(Cache<String, Integer> lengths) {
        this.lengths = lengths;
    }

    /**
     * A feed to be told of.
     *
     * @param path with its format
     * @param part writes a document of it that holds some entries only
     * @param whole how it reads; missing where it can't be read
     * @param shortUpTo up to this length it is always told as it reads
     */
    record Feed(String path, Function<FeedContent, FeedDocument> part, Supplier<Answer> whole, int shortUpTo) {}

    /** Who is told of the same stories of the same feed gets the same bytes. */
    private record Told(String path, boolean whole, boolean gap, List<UUID> stories) {}

    /** Empty where there is nothing to tell. */
    List<HubDocuments.Written> of(Feed feed, ChangeLog.News news, Topics.Reader reader) {
        List<UUID> stories = stories(news.content()).toList();
        if (stories.isEmpty() && !news.gap()) {
            return List.of();
        }
        var told = new Told(feed.path(), reader.first(), news.gap(), stories);
        List<HubDocuments.Written> documents = made.get(told);
        if (documents == null) {
            documents = wholeIfFit(feed, news, reader.first())
                    .map(body -> List.of(new HubDocuments.Written(body, Set.copyOf(stories))))
                    .orElseGet(() -> new HubDocuments(feed.part()).of(news.content()));
            made.put(told, documents);
        }
        return documents;
    }

    private static Stream<UUID> stories(FeedContent content) {
        return HubDocuments.ids(content.entries(), content.tombstones());
    }

    /** Whether the feed itself has to be read, which takes as long as hundreds of documents of what changed. */
    boolean isLaborious(Feed feed, boolean gap, boolean first) {
        Integer length = lengths.getIfPresent(feed.path());
        return first || gap || feed.shortUpTo() > 0 && (length == null || length <= feed.shortUpTo());
    }

    private Optional<byte[]> wholeIfFit(Feed feed, ChangeLog.News news, boolean first) {
        if (!isLaborious(feed, news.gap(), first) || !(whole(feed) instanceof Answer.Rendered rendered)) {
            return Optional.empty();
        }
        byte[] body = rendered.body().getBytes();
        lengths.put(feed.path(), body.length);
        boolean fits = first || body.length <= feed.shortUpTo();
        return news.gap() || holdsAll(body, news.content()) && fits ? Optional.of(body) : Optional.empty();
    }

    /** How the feed reads. */
    Answer whole(Feed feed) {
        return wholes.computeIfAbsent(feed.path(), path -> feed.whole().get());
    }

    private static boolean holdsAll(byte[] body, FeedContent content) {
        String text = new String(body, StandardCharsets.UTF_8);
        return stories(content).allMatch(id -> text.contains(Links.storyName(id)));
    }
}
