package org.yizhan.ops;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is published, as far as an operator's orders have to be held against it. */
public interface Published {

    /** The story of this id today, one that it was joined to included; empty where none stands. */
    Optional<Story> story(UUID id);

    /** An article, published or withdrawn. */
    Optional<Piece> article(UUID id);

    /** What the story of this id is made of, its origin first, the others as they came; empty where none stands. */
    List<Member> members(UUID story);

    /**
     * An article of a story.
     *
     * @param relation to the story, in the word that feeds use
     * @param similarity to the member it was found to repeat, 0 to 1
     */
    record Member(
            UUID articleId,
            String sourceName,
            String title,
            Instant publishedAt,
            String relation,
            double similarity,
            boolean isWithdrawn) {}

    /**
     * A story that stands.
     *
     * @param articles its members, withdrawn ones as well
     */
    record Story(UUID id, List<UUID> articles) {
        public Story {
            articles = List.copyOf(articles);
        }

        /** A member by which the story can be named: the one that gave it its id, where that is still there. */
        UUID representative() {
            return articles.contains(id) ? id : articles.getFirst();
        }
    }

    /**
     * Whose an article is.
     *
     * @param url empty where it has none
     * @param receivedAt when its newest content came in, where that is known
     */
    record Piece(String source, String externalId, String url, Optional<Instant> receivedAt) {
        public Piece(String source, String externalId, String url) {
            this(source, externalId, url, Optional.empty());
        }
    }
}
