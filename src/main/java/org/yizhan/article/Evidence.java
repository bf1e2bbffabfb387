package org.yizhan.article;

/**
 * Words of an article that speak for a tag.
 *
 * @param words as they stand there
 * @param part where their first occurrence stands
 * @param paragraph of that, counted from 1; 0 outside the body
 * @param points what they weigh together with all their occurrences; 0 where the tag isn't a matter of points
 */
public record Evidence(String words, Part part, int paragraph, double points) {

    /** The parts of an article that are read for tags. */
    public enum Part {
        /** Kicker, title and subtitle. */
        TITLE,
        /** The opening of the body. */
        LEAD,
        /** The rest of the body. */
        BODY,
        /** The note of where it comes from. */
        ATTRIBUTION
    }
}
