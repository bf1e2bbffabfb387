package org.yizhan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.yizhan.ops.Published;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoryFound;

/** The published stories as an operator's orders are held against them. */
record PublishedStories(Stories stories) implements Published {

    @Override
    public Optional<Story> story(UUID id) {
        return entry(id).map(PublishedStories::story);
    }

    private Optional<Entry> entry(UUID id) {
        return switch (stories.story(id)) {
            case StoryFound.Present present -> Optional.of(present.entry());
            case StoryFound.Merged merged -> standing(merged.into());
            case StoryFound.Withdrawn withdrawn -> Optional.empty();
            case StoryFound.Unknown unknown -> Optional.empty();
        };
    }

    /** An alias names a story that stands, or did a moment ago. */
    private Optional<Entry> standing(UUID id) {
        return stories.story(id) instanceof StoryFound.Present present
                ? Optional.of(present.entry())
                : Optional.empty();
    }

    @Override
    public List<Member> members(UUID story) {
        return entry(story).stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry.origin()), entry.copies().stream()))
                .map(PublishedStories::member)
                .toList();
    }

    private static Member member(Copy copy) {
        return new Member(
                copy.articleId(),
                copy.sourceName(),
                copy.title(),
                copy.publishedAt(),
                copy.relation().name().toLowerCase(Locale.ROOT),
                copy.similarity(),
                copy.withdrawn());
    }

    private static Story story(Entry entry) {
        List<UUID> articles = new ArrayList<>();
        articles.add(entry.origin().articleId());
        entry.copies().stream().map(Copy::articleId).forEach(articles::add);
        return new Story(entry.storyId(), articles);
    }

    @Override
    public Optional<Piece> article(UUID id) {
        return stories.article(id)
                .map(stored -> stored.article())
                .map(article -> new Piece(
                        article.source(), article.externalId(), article.url(), Optional.of(article.receivedAt())));
    }
}
