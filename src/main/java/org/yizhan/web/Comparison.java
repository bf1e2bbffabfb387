package org.yizhan.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Article;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.StoredArticle;
import org.yizhan.publish.Stories;
import org.yizhan.publish.provenance.Provenance;
import org.yizhan.publish.provenance.SideBySide;
import org.yizhan.publish.provenance.SideBySide.Row;

/**
 * The page that shows an article of a story beside the one it was taken from, title and text, as both stand today. Blocks;
 * safe for concurrent use.
 */
public final class Comparison {

    private static final int MOST_ROWS = 400;

    /** So many paragraphs around a change are shown with it. */
    private static final int AROUND = 1;

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
     * @param blocks the text from its beginning, at most so much as fits
     * @param left how many paragraphs more there are
     */
    public record View(Frame frame, String story, Side before, Side after, Row title, List<Block> blocks, int left) {
        public View {
            blocks = List.copyOf(blocks);
        }

        /** Whether the two say the same. */
        public boolean isSame() {
            return title.isKept()
                    && blocks.stream().allMatch(block -> block.rows().isEmpty());
        }
    }

    /** One of the two articles. */
    public record Side(String source, String sourceLink, Instant publishedAt, Optional<String> page) {}

    /** Paragraphs that are the same and left out, and the ones behind them. */
    public record Block(int skipped, List<Row> rows) {
        public Block {
            rows = List.copyOf(rows);
        }
    }

    /** The page of {@code article} in {@code story}; a 404 where it is not there or its text is not kept. */
    Answer page(UUID story, UUID article, Language language) {
        long seq = stories.seq();
        Optional<StoredArticle> after = stories.article(article);
        Optional<UUID> against = stories.provenanceOf(article)
                .map(Provenance.Taken::step)
                .map(step -> step.against().id());
        Optional<StoredArticle> before =
                against.filter(id -> !id.equals(article)).flatMap(stories::article);
        if (after.isPresent() && !after.get().storyId().equals(story)) {
            return new Answer.Moved(seq, Links.comparison(after.get().storyId(), article));
        }
        if (after.filter(Comparison::isReadable).isEmpty()
                || before.filter(Comparison::isReadable).isEmpty()) {
            return unknown(seq, story, language);
        }
        return compared(seq, story, before.get().article(), after.get().article(), language);
    }

    private static boolean isReadable(StoredArticle article) {
        return !article.withdrawn() && !article.article().paragraphs().isEmpty();
    }

    private Answer compared(long seq, UUID story, Article before, Article after, Language language) {
        String heading = language.say("对照：", "Compared: ") + after.title();
        Frame frame = writer.frame(
                language,
                heading,
                Links.comparison(story, after.key()),
                Optional.of(Follow.standing(links, FeedName.story(story), after.title())));
        Row title = SideBySide.of(List.of(before.title()), List.of(after.title())).rows().stream()
                .findFirst()
                .orElseGet(() -> new Row(List.of(), List.of()));
        List<Row> rows = SideBySide.of(before.paragraphs(), after.paragraphs()).rows();
        byte[] html = PageWriter.fitting(
                MOST_ROWS,
                most -> PageWriter.html(
                        "web/comparison.jte",
                        new View(
                                frame,
                                Links.story(story),
                                side(before),
                                side(after),
                                title,
                                blocks(rows.subList(0, Math.min(most, rows.size()))),
                                Math.max(0, rows.size() - most))));
        return writer.page(seq, 200, language, html);
    }

    private Side side(Article article) {
        String name = sources.find(article.source())
                .map(Source::name)
                .filter(known -> !known.isBlank())
                .orElse(article.source());
        return new Side(name, Links.source(article.source()), article.publishedAt(), Links.web(article.url()));
    }

    /** What is the same far from any change is told by its number only. */
    private static List<Block> blocks(List<Row> rows) {
        List<Block> blocks = new ArrayList<>();
        List<Row> shown = new ArrayList<>();
        int skipped = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (isNearChange(rows, i)) {
                shown.add(rows.get(i));
                continue;
            }
            if (!shown.isEmpty()) {
                blocks.add(new Block(skipped, shown));
                shown = new ArrayList<>();
                skipped = 0;
            }
            skipped++;
        }
        if (skipped > 0 || !shown.isEmpty()) {
            blocks.add(new Block(skipped, shown));
        }
        return blocks;
    }

    private static boolean isNearChange(List<Row> rows, int at) {
        return rows.subList(Math.max(0, at - AROUND), Math.min(rows.size(), at + AROUND + 1)).stream()
                .anyMatch(row -> !row.isKept());
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
