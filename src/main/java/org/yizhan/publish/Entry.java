package org.yizhan.publish;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Image;
import org.yizhan.article.Sources;
import org.yizhan.article.Tag;
import org.yizhan.publish.provenance.Outlet;

/**
 * One story as feeds and lists show it: the text of its origin, with its continuations on other pages behind it, and who
 * else carries it.
 *
 * @param storyId the entry's id is made of it, and of nothing else, for ever
 * @param html sanitised body, also where the source gave plain text
 * @param summary plain text, at most 200 characters
 * @param publishedAt when the origin published it; orders feeds and never moves by itself
 * @param updatedAt when something a reader sees last changed
 * @param seq the change sequence number of that change
 * @param origin the article where it was first published, as far as known; of those that stand, where that was withdrawn
 * @param copies the other members, oldest first
 * @param notices what readers are told ahead of the text, oldest first
 */
public record Entry(
        UUID storyId,
        String title,
        String html,
        String summary,
        Instant publishedAt,
        Instant updatedAt,
        long seq,
        Copy origin,
        List<Copy> copies,
        List<String> authors,
        List<Image> images,
        List<Tag> tags,
        List<StoryNotice> notices) {

    public Entry {
        copies = List.copyOf(copies);
        authors = List.copyOf(authors);
        images = List.copyOf(images);
        tags = List.copyOf(tags);
        notices = List.copyOf(notices);
    }

    /** The outlet that the origin itself credits and of which no member is, not even a withdrawn one: the piece was published there before. */
    public Optional<Outlet> unseenOrigin() {
        return Outlet.credited(origin.attribution(), origin.source(), Sources.NONE)
                .filter(outlet -> !outlet.name().equals(origin.sourceName()))
                .filter(outlet -> outlet.sourceId().stream().noneMatch(this::carries));
    }

    private boolean carries(String source) {
        return copies.stream().anyMatch(copy -> copy.source().equals(source));
    }
}
