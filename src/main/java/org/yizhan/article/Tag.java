package org.yizhan.article;

/**
 * What an article is about.
 *
 * @param id the GB/T 2260 code, topic slug or organisation id
 * @param label in Chinese
 * @param evidence the words that gave it; empty where it follows from another tag
 */
public record Tag(Scheme scheme, String id, String label, String evidence) {

    /** The vocabularies. */
    public enum Scheme {
        /** Administrative divisions of China, GB/T 2260 codes. */
        REGION,
        /** gov.cn's subject classes and this field's own, by slug. */
        TOPIC,
        /** Bodies and outlets. */
        ORGANIZATION
    }
}
