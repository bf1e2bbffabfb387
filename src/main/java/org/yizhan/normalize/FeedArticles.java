package org.yizhan.normalize;

import java.text.BreakIterator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Identity;
import org.yizhan.article.Image;
import org.yizhan.article.Received;
import org.yizhan.article.Received.Hint;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;
import org.yizhan.article.WebAddress;
import org.yizhan.feed.FeedDocument;
import org.yizhan.feed.FeedEntry;
import org.yizhan.feed.FeedReader;

/**
 * Makes an article of each entry of a feed that {@code hints} ask for. An entry that names another feed as its source is a
 * repost of that one. Pure and safe for concurrent use.
 */
final class FeedArticles {

    /** The most characters of a title made from a text. */
    private static final int LONGEST_TITLE = 80;

    private final Sources sources;
    private final AttributionReader attributions;

    FeedArticles(Sources sources) {
        this.sources = sources;
        this.attributions = new AttributionReader(sources);
    }

    /**
     * The articles in the document's order, one a key.
     *
     * @throws Unreadable where the bytes are no feed, or {@code no-article} where no entry that is asked for says anything
     */
    List<Article> read(Received received, byte[] bytes) {
        FeedDocument feed = FeedReader.read(
                bytes, received.contentType(), received.hint(Hint.URL).orElse(""));
        Optional<Set<String>> asked = received.hint(Hint.ENTRIES)
                .map(keys -> new HashSet<>(keys.lines().toList()));
        List<Article> articles = feed.distinct().stream()
                .filter(entry -> asked.isEmpty() || asked.get().contains(entry.key()))
                .filter(FeedArticles::saysSomething)
                .map(entry -> article(received, feed, entry))
                .toList();
        if (articles.isEmpty()) {
            throw new Unreadable("no-article", "the feed has none of the entries asked for, or they say nothing");
        }
        return articles;
    }

    private static boolean saysSomething(FeedEntry entry) {
        return !(entry.title() + entry.body() + entry.link()).isBlank();
    }

    private Article article(Received received, FeedDocument feed, FeedEntry entry) {
        var warnings = new ArrayList<String>();
        Draft draft = draft(received, entry, warnings);
        AttributionReader.Reading reading =
                attributions.read(draft.note(), draft.body().lines());
        String externalId = Identity.nfc(entry.key());
        var identified = new Draft.Identified(
                Identity.article(received.source(), externalId), received.source(), externalId, received.receivedAt());
        Attribution attribution =
                repost(received, feed, entry, reading.attribution()).orElse(reading.attribution());
        return draft.article(identified, reading, attribution, warnings);
    }

    private static Draft draft(Received received, FeedEntry entry, List<String> warnings) {
        String url = Draft.url(entry.link(), warnings);
        Draft.Body body = Draft.Body.of(entry.body(), "", url, warnings);
        return new Draft(
                title(entry, body, warnings),
                url,
                column(received, entry),
                "",
                entry.published().or(entry::updated).map(Instant::toString).orElse(""),
                body,
                entry.authors().stream()
                        .map(FeedArticles::plain)
                        .filter(name -> !name.isEmpty())
                        .toList(),
                List.of(),
                images(entry, body));
    }

    private static String plain(String words) {
        return Title.clean(words, new ArrayList<>());
    }

    /** An entry without a title is called by its first sentence, else by a picture's caption, else by its address. */
    private static String title(FeedEntry entry, Draft.Body body, List<String> warnings) {
        String title = Title.clean(entry.title(), warnings);
        if (!title.isEmpty()) {
            return title;
        }
        warnings.add("the entry has no title; its first sentence stands for one");
        return body.lines().stream()
                .findFirst()
                .map(FeedArticles::sentence)
                .or(() -> body.images().stream()
                        .map(Image::caption)
                        .filter(caption -> !caption.isEmpty())
                        .findFirst())
                .orElse(entry.link().isEmpty() ? entry.key() : entry.link());
    }

    private static String sentence(String text) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.CHINA);
        sentences.setText(text);
        String first = text.substring(0, sentences.following(0)).strip();
        if (first.codePointCount(0, first.length()) <= LONGEST_TITLE) {
            return first;
        }
        return first.substring(0, first.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
    }

    /** The channel's own, else the only category of the entry: several are tags. */
    private static Optional<String> column(Received received, FeedEntry entry) {
        return received.hint(Hint.COLUMN)
                .or(() -> entry.categories().size() == 1
                        ? Optional.of(entry.categories().getFirst())
                        : Optional.empty())
                .map(FeedArticles::plain)
                .filter(column -> !column.isEmpty());
    }

    /** The text's own pictures, and where it has none those attached. */
    private static List<Image> images(FeedEntry entry, Draft.Body body) {
        if (!body.images().isEmpty()) {
            return body.images();
        }
        return entry.enclosures().stream()
                .filter(file -> file.type().startsWith("image/") && WebAddress.isWeb(file.url()))
                .map(file -> new Image(file.url(), ""))
                .toList();
    }

    private Optional<Attribution> repost(Received received, FeedDocument feed, FeedEntry entry, Attribution read) {
        return entry.source()
                .filter(origin -> !origin.title().isBlank() && !origin.title().equals(feed.title()))
                .map(origin -> repost(origin, read))
                .filter(repost -> !isOwn(received.source(), repost));
    }

    private Attribution repost(FeedEntry.Origin origin, Attribution read) {
        String name = plain(origin.title());
        return new Attribution(
                AttributionKind.REPOST,
                Optional.of(name),
                sources.resolve(name).map(Source::id),
                Optional.of(origin.url()).filter(WebAddress::isWeb),
                read.authors(),
                read.editors());
    }

    private boolean isOwn(String source, Attribution repost) {
        return repost.sourceId().equals(Optional.of(source))
                || sources.find(source).map(Source::name).equals(repost.name());
    }
}
