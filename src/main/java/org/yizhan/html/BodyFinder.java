package org.yizhan.html;

import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;

/**
 * Finds the element an article's body stands in: what the site's own selector names, else a container that content
 * systems use, else what looks most like running text. Stateless.
 */
final class BodyFinder {

    /** A known container that holds so much less than what surrounds it is only a part of the article. */
    private static final double PART = 0.6;

    /** One that holds so much less than what was found elsewhere is something else. */
    private static final double OTHER = 0.2;

    private BodyFinder() {}

    /** The body in {@code page}, the furniture of which is gone; {@code title} is where its title stands. */
    static Optional<Element> find(Element page, List<Block> blocks, Optional<Element> title) {
        Optional<Element> known = Containers.in(page);
        if (known.filter(element -> element.id().equals("js_content")).isPresent()) {
            return known;
        }
        Optional<Element> dense = Density.find(page, blocks, title);
        return known.filter(element ->
                        dense.filter(found -> isBetter(found, element)).isEmpty())
                .or(() -> dense);
    }

    private static boolean isBetter(Element dense, Element known) {
        double ours = prose(dense);
        double theirs = prose(known);
        if (Density.isIn(dense, known)) {
            return false;
        }
        return Density.isIn(known, dense) ? theirs < PART * ours : theirs < OTHER * ours;
    }

    private static double prose(Element element) {
        return Block.of(element).stream()
                .filter(Block::isProse)
                .mapToDouble(Block::size)
                .sum();
    }
}
