package org.yizhan.routes;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.article.Channel;
import org.yizhan.article.Source;

/**
 * A source file that could be read: one or more channels, mostly of one source.
 *
 * @param name the file's name
 * @param declarations its routes in order
 */
record SourceFile(String name, List<Declaration> declarations) {

    SourceFile {
        declarations = List.copyOf(declarations);
    }

    /** The declaration of the route {@code id}. */
    Optional<Declaration> find(String id) {
        return declarations.stream()
                .filter(declaration -> declaration.id().equals(id))
                .findFirst();
    }

    List<Channel> channels() {
        return templated().map(Declaration.Templated::channel).toList();
    }

    /** The sources it describes: a channel that gives a source's name speaks for it. */
    List<Source> sources() {
        return channels().stream()
                .filter(channel -> channel.parameter("name").isPresent())
                .map(Described::source)
                .toList();
    }

    Stream<Declaration.Templated> templated() {
        return declarations.stream()
                .filter(Declaration.Templated.class::isInstance)
                .map(Declaration.Templated.class::cast);
    }

    /** The declarations that {@code other} does not hold just so. */
    List<Declaration> without(SourceFile other) {
        return declarations.stream()
                .filter(declaration -> other.find(declaration.id())
                        .filter(declaration::isSameAs)
                        .isEmpty())
                .toList();
    }
}
