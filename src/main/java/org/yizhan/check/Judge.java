package org.yizhan.check;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yizhan.article.Article;
import org.yizhan.article.Channel;
import org.yizhan.article.Identity;
import org.yizhan.article.PublicationTime;
import org.yizhan.article.Received;
import org.yizhan.article.Unreadable;
import org.yizhan.article.Verdict;
import org.yizhan.check.Finding.Outcome;
import org.yizhan.check.Finding.Published;
import org.yizhan.check.Finding.Raw;
import org.yizhan.feed.FeedEntry;
import org.yizhan.fetch.Fetched;
import org.yizhan.ingest.ChannelDocuments;
import org.yizhan.list.Link;

/** Reads a channel's documents as the pipeline would at a moment, and says of each item what would become of it. */
record Judge(Channel channel, Steps steps, Instant now) {

    /** Of a page that a list links to: one article, or several. */
    List<Finding> page(Raw raw, Link link, Fetched.Document page) {
        Received received = documents().page(link.url(), page, ChannelDocuments.told(link));
        try {
            return steps.normalize(received).stream()
                    .map(article -> judged(raw, article))
                    .toList();
        } catch (Unreadable e) {
            return List.of(found(raw, Outcome.REJECTED, e.error() + ": " + e.getMessage()));
        }
    }

    /**
     * Of a feed's entries, for which the document is read once.
     *
     * @throws Unreadable where nothing can be made of the document
     */
    List<Finding> entries(List<FeedEntry> entries, Fetched.Document feed) {
        Received received =
                documents().feed(feed, entries.stream().map(FeedEntry::key).toList());
        Map<String, Article> articles = steps.normalize(received).stream()
                .collect(Collectors.toMap(Article::externalId, article -> article, (one, other) -> other));
        return entries.stream().map(entry -> entry(entry, articles)).toList();
    }

    /** Of entries of which no article can be made. */
    List<Finding> lost(List<FeedEntry> entries) {
        return entries.stream().map(entry -> entry(entry, Map.of())).toList();
    }

    private Finding entry(FeedEntry entry, Map<String, Article> articles) {
        var raw = new Raw(
                entry.key(),
                entry.link(),
                entry.title(),
                entry.published().or(entry::updated).map(Instant::toString).orElse(""));
        return Optional.ofNullable(articles.get(Identity.nfc(entry.key())))
                .map(article -> judged(raw, article))
                .orElseGet(() -> found(raw, Outcome.REJECTED, "no article can be made of the entry"));
    }

    /** Of a link that is not followed. */
    Finding unfetched(Raw raw) {
        return unfetched(raw, "");
    }

    /** Of a link that is not followed for this reason. */
    Finding unfetched(Raw raw, String reason) {
        return isKnown(raw)
                ? found(raw, Outcome.KNOWN, "the channel brought it before")
                : found(raw, Outcome.NOT_FETCHED, reason);
    }

    /** Of an item whose page can't be had. */
    Finding rejected(Raw raw, String reason) {
        return found(raw, Outcome.REJECTED, reason);
    }

    private boolean isKnown(Raw raw) {
        return steps.isKnown(channel, raw.key());
    }

    private ChannelDocuments documents() {
        return new ChannelDocuments(channel, now);
    }

    private Finding judged(Raw raw, Article article) {
        Optional<Verdict> verdict = steps.verdict(article);
        boolean isCopy = verdict.flatMap(Verdict::matched).isPresent();
        Outcome outcome = isKnown(raw) ? Outcome.KNOWN : isCopy ? Outcome.DUPLICATE : Outcome.NEW;
        return new Finding(
                raw, published(raw), outcome, reason(outcome, verdict), Optional.of(article), steps.tags(article));
    }

    private static String reason(Outcome outcome, Optional<Verdict> verdict) {
        return switch (outcome) {
            case KNOWN -> "the channel brought it before";
            case DUPLICATE ->
                verdict.map(found -> "joins story " + found.storyId() + " as "
                                + found.relation().name().toLowerCase(Locale.ROOT) + ": "
                                + String.join("; ", found.reasons()))
                        .orElse("");
            default -> verdict.isPresent() ? "no copy of it is there" : "no running program was asked for copies";
        };
    }

    private Finding found(Raw raw, Outcome outcome, String reason) {
        return new Finding(raw, published(raw), outcome, reason, Optional.empty(), List.of());
    }

    private Published published(Raw raw) {
        if (raw.published().isBlank()) {
            return new Published(Optional.empty(), "");
        }
        return switch (PublicationTime.read(raw.published(), now)) {
            case PublicationTime.Known known -> new Published(Optional.of(known.at()), "");
            case PublicationTime.Refused refused -> new Published(Optional.empty(), refused.reason());
        };
    }
}
