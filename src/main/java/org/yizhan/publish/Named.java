package org.yizhan.publish;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An article with all names that a notice may call it by.
 *
 * @param names {@linkplain Naming keys} of its title, its former titles and its address
 */
record Named(ArticleState article, Set<String> names) {

    Named {
        names = Set.copyOf(names);
    }

    /** By its names of today, and by those that it had and lost with the content now on its way. */
    static Named of(ArticleState article) {
        Stream<String> lost = article.fresh().stream()
                .flatMap(fresh -> fresh.former().stream())
                .map(former -> Naming.title(article.source(), former.title()))
                .filter(key -> !key.isEmpty());
        return new Named(article, Stream.concat(Naming.of(article), lost).collect(Collectors.toSet()));
    }

    /** The same, by another article's names too. */
    Named and(Named other) {
        return new Named(
                article, Stream.concat(names.stream(), other.names.stream()).collect(Collectors.toSet()));
    }

    UUID id() {
        return article.id();
    }

    Instant published() {
        return article.times().published();
    }
}
