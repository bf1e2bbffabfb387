package org.yizhan.html;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * Takes many nodes out of a tree at once: each parent's children are put together anew, where one removal after the
 * other would number all siblings again each time. Stateless.
 */
final class Removal {

    /** Fewer are taken out one by one. */
    private static final int FEW = 4;

    private Removal() {}

    /** Takes {@code nodes} out of their parents; those without one are passed over. */
    static void of(Collection<? extends Node> nodes) {
        Set<Node> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(nodes);
        Set<Element> parents = Collections.newSetFromMap(new IdentityHashMap<>());
        if (gone.size() < FEW) {
            gone.stream().filter(node -> node.parent() != null).forEach(Node::remove);
            return;
        }
        for (Node node : gone) {
            if (node.parent() instanceof Element parent) {
                parents.add(parent);
            }
        }
        parents.forEach(parent -> rebuild(parent, gone));
    }

    private static void rebuild(Element parent, Set<Node> gone) {
        List<Node> kept = new ArrayList<>(parent.childNodes());
        kept.removeIf(gone::contains);
        parent.empty();
        kept.forEach(parent::appendChild);
    }
}
