package org.yizhan.article;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * What an article is about.
 *
 * @param id the GB/T 2260 code, topic slug or organisation id
 * @param label in Chinese
 * @param evidence the words that gave it; empty where it follows from another tag
 * @param where these words, one by one, with their places, the weightiest first; no more than {@value #MOST}
 */
public record Tag(Scheme scheme, String id, String label, String evidence, List<Evidence> where) {

    /** The most places that are kept of one tag, so that a head stays small. */
    public static final int MOST = 4;

    /** The vocabularies. */
    public enum Scheme {
        /** Administrative divisions of China, GB/T 2260 codes. */
        REGION,
        /** gov.cn's subject classes and this field's own, by slug. */
        TOPIC,
        /** Bodies and outlets. */
        ORGANIZATION
    }

    /** Tags that were stored before places were kept have none → an empty list. */
    public Tag {
        where = List.copyOf(requireNonNullElse(where, List.<Evidence>of()));
    }

    /** One whose places aren't known. */
    public Tag(Scheme scheme, String id, String label, String evidence) {
        this(scheme, id, label, evidence, List.of());
    }

    /** One with its places, of which the first {@value #MOST} are kept. */
    public static Tag of(Scheme scheme, String id, String label, List<Evidence> where) {
        List<Evidence> kept = where.subList(0, Math.min(MOST, where.size()));
        List<String> words = kept.stream().map(Evidence::words).distinct().toList();
        return new Tag(scheme, id, label, String.join("、", words), kept);
    }
}
