package org.yizhan.tag;

/**
 * A subject.
 *
 * @param slug its id
 * @param label in Chinese
 * @param parent the slug of the class above, empty for a class of its own
 */
public record Topic(String slug, String label, String parent) {

    public Topic {
        if (!slug.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("a topic slug is lower-case ASCII: " + slug);
        }
    }
}
