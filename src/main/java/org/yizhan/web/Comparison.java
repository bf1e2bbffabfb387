package org.yizhan.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Article;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.http.Language;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Former;
import org.yizhan.publish.StoredArticle;
import org.yizhan.publish.Stories;
import org.yizhan.publish.provenance.Provenance.Taken;
import org.yizhan.publish.provenance.SideBySide;
import org.yizhan.publish.provenance.SideBySide.Row;

/**
 * The page that shows an article of a story beside the one it was taken from, title and text, as both stand today; where it
 * was taken from a former revision of that, beside this. Blocks; safe for concurrent use.
 */
public final class Comparison {

    /** Rows on a page; of long ones fewer fit. */
    private static final int MOST_ROWS = 400;

    private final Stories stories;
    private final Sources sources;
    private final Links links;
    private final PageWriter writer;

    Comparison(Stories stories, Sources sources, Links links, PageWriter writer) {
        this.stories = stories;
        this.sources = sources;
        this.links = links;
        this.writer = writer;
    }

    /**
     * What the page shows.
     *
     * @param story the address of the story's page
     * @param same whether the two say the same
     * @param shown the part of the two texts that stands on this page
     * @param beginning the address of the first page where this is another; empty there
     * @param rest the address of the next page; empty on the last
     */
    public record View(
            Frame frame,
            String story,
            Side before,
            Side after,
            Row title,
            boolean same,
            Folded shown,
            String beginning,
            String rest) {}

    /**
     * One of the two articles.
     *
     * @param revision which one of it this is, where it is not today's
     */
    public record Side(
            String source,
            String sourceLink,
            Instant publishedAt,
            Optional<String> page,
            Optional<Integer> revision,
            String title,
            List<String> paragraphs) {
        public Side {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /**
     * The page of {@code article} in {@code story}, from the paragraph {@code from} on, counted from 1; a 404 where it is
     * not there or its text is not kept.
     */
    Answer page(UUID story, UUID article, int from, Language language) {
        long seq = stories.seq();
        Optional<StoredArticle> after = stories.article(article);
        Optional<Taken> taken = stories.provenanceOf(article)
                .filter(way -> !way.step().against().equals(way.step().member()));
        Optional<StoredArticle> before =
                taken.flatMap(way -> stories.article(way.step().against().id()));
        if (after.isPresent() && !after.get().storyId().equals(story)) {
            return new Answer.Moved(seq, Links.comparison(after.get().storyId(), article));
        }
        if (after.filter(Comparison::isReadable).isEmpty()
                || before.filter(Comparison::isReadable).isEmpty()) {
            return unknown(seq, story, language);
        }
        return compared(
                seq,
                story,
                before(taken.get(), before.get().article()),
                after.get().article(),
                from,
                language);
    }

    private static boolean isReadable(StoredArticle article) {
        return !article.withdrawn() && !article.article().paragraphs().isEmpty();
    }

    /** What it was taken from: the revision that its text was found to repeat, under the title that it changed least. */
    private Side before(Taken taken, Article today) {
        Optional<Former> former = taken.revision().flatMap(number -> stories.former(today.key(), number));
        return side(
                today,
                former.map(Former::revision),
                taken.titleBefore(),
                former.map(Former::paragraphs).orElse(today.paragraphs()));
    }

    private Answer compared(long seq, UUID story, Side before, Article after, int from, Language language) {
        String address = Links.comparison(story, after.key());
        Frame frame = writer.frame(
                language,
                language.say("对照：", "Compared: ") + after.title(),
                address(address, from),
                Optional.of(Follow.standing(links, FeedName.story(story), after.title())));
        Row title = SideBySide.of(List.of(before.title()), List.of(after.title())).rows().stream()
                .findFirst()
                .orElseGet(() -> new Row(List.of(), List.of()));
        List<Row> rows = SideBySide.of(before.paragraphs(), after.paragraphs()).rows();
        if (from > Math.max(1, rows.size())) {
            return unknown(seq, story, language);
        }
        boolean same = title.isKept() && rows.stream().allMatch(Row::isKept);
        byte[] html = PageWriter.fitting(MOST_ROWS, most -> {
            Folded shown = Folded.of(rows, from - 1, most);
            return PageWriter.html(
                    "web/comparison.jte",
                    new View(
                            frame,
                            Links.story(story),
                            before,
                            side(after, Optional.empty(), after.title(), after.paragraphs()),
                            title,
                            same,
                            shown,
                            from > 1 ? address : "",
                            shown.left() > 0 ? address(address, shown.next() + 1) : ""));
        });
        return writer.page(seq, 200, language, html);
    }

    private static String address(String comparison, int from) {
        return comparison + (from == 1 ? "" : "?from=" + from);
    }

    private Side side(Article article, Optional<Integer> revision, String title, List<String> paragraphs) {
        String name = sources.find(article.source())
                .map(Source::name)
                .filter(known -> !known.isBlank())
                .orElse(article.source());
        return new Side(
                name,
                Links.source(article.source()),
                article.publishedAt(),
                Links.web(article.url()),
                revision,
                title,
                paragraphs);
    }

    /** The page where nothing can be shown beside each other. */
    Answer unknown(long seq, UUID story, Language language) {
        String heading = language.say("无法对照", "Nothing to compare");
        return writer.notice(
                seq,
                404,
                writer.frame(language, heading, Links.story(story), Optional.empty()),
                heading,
                language.say(
                        "这一稿不是转载，或者两稿中有一稿已撤回、不再保留正文。",
                        "This is no repost, or one of the two was withdrawn or its text is no longer kept."));
    }
}
