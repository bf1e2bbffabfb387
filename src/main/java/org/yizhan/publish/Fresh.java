package org.yizhan.publish;

import java.util.List;
import java.util.stream.Stream;
import org.yizhan.article.Article;
import org.yizhan.article.Envelope;

/**
 * New content of an article on its way to the store. Immutable.
 *
 * @param text plain paragraphs, one a line
 * @param former what came before it in the same batch and will not be stored itself
 */
record Fresh(String text, Body body, List<Former> former) {

    Fresh {
        former = List.copyOf(former);
    }

    static Fresh of(Article article, Envelope envelope, List<Former> former) {
        return new Fresh(Documents.text(article), Body.of(article, envelope), former);
    }

    /** What is former once newer content takes its place, it itself as {@code last}. */
    List<Former> formerWith(Former last) {
        return Stream.concat(former.stream(), Stream.of(last)).toList();
    }

    /** Whether it takes the place of content of its own batch. */
    boolean isRevision() {
        return !former.isEmpty();
    }
}
