package org.yizhan.html;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.NodeFilter;

/**
 * The elements of a digital newspaper's page that hold an article's text each. Found by the marks of its system; else by
 * {@code article} blocks with a heading of their own. Immutable once made.
 */
final class PaperBodies {

    private static final String MARKED = "founder-content, [id=ozoom], [id=articleContent]";
    private static final String BLOCKS = "article, .article, .article-box, .piece, .news-article";
    private static final String HEADING = "h1, h2, h3, h4, .title, .font01";
    private static final double HARDLY_ANY = 10;
    private static final int MOST = 100;

    private final Document document;
    private final List<Element> bodies;

    private PaperBodies(Document document, List<Element> bodies) {
        this.document = document;
        this.bodies = bodies;
    }

    static PaperBodies in(Document document) {
        document.select("founder-title").tagName("h1");
        List<Element> marked = distinct(marked(document));
        return new PaperBodies(document, marked.isEmpty() ? blocks(document) : marked);
    }

    private static List<Element> marked(Document document) {
        var found = new LinkedHashSet<Element>(document.select(MARKED));
        document.body().filter((NodeFilter) (node, depth) -> {
            if (node instanceof Comment comment
                    && comment.getData().strip().equals("enpcontent")
                    && comment.parent() instanceof Element parent) {
                found.add(parent == document.body() ? wrapped(comment) : parent);
            }
            return NodeFilter.FilterResult.CONTINUE;
        });
        return found.stream().limit(MOST).toList();
    }

    /** Observed: marks straight in the page's body → what stands behind the opening one is the text. */
    private static Element wrapped(Comment open) {
        var text = new Element("div");
        var at = open.nextSibling();
        while (at != null
                && !(at instanceof Comment end && end.getData().strip().equals("/enpcontent"))) {
            var next = at.nextSibling();
            text.appendChild(at);
            at = next;
        }
        open.after(text);
        return text;
    }

    /** The outermost of those that hold one text, and each text once: pages for two sizes of screen hold it twice. */
    private static List<Element> distinct(List<Element> marked) {
        var texts = new LinkedHashSet<String>();
        var kept = new ArrayList<Element>();
        for (Element element : marked) {
            boolean outer = marked.stream()
                    .noneMatch(other -> other != element && isIn(element, other) && innermost(other, marked) == 1);
            boolean single = innermost(element, marked) <= 1;
            if (outer && single && shows(element) && texts.add(Lines.bare(element.text()))) {
                kept.add(element);
            }
        }
        return kept;
    }

    /** How many of {@code marked} within {@code element} hold none of the others. */
    private static long innermost(Element element, List<Element> marked) {
        return marked.stream()
                .filter(other -> other != element && isIn(other, element))
                .filter(other -> marked.stream().noneMatch(inner -> inner != other && isIn(inner, other)))
                .count();
    }

    private static boolean isIn(Element element, Element other) {
        return Density.isIn(element, other);
    }

    private static boolean shows(Element element) {
        return Block.size(element.text()) >= HARDLY_ANY || element.selectFirst("img") != null;
    }

    private static List<Element> blocks(Document document) {
        List<Element> all = document.select(BLOCKS).stream().limit(MOST).toList();
        return all.stream()
                .filter(block -> all.stream().noneMatch(inner -> inner != block && isIn(inner, block)))
                .filter(block -> block.selectFirst(HEADING) != null
                        && Block.of(block).stream().anyMatch(Block::isProse))
                .toList();
    }

    /** Whether {@code element} stands in one of them. */
    boolean hold(Element element) {
        return bodies.stream().anyMatch(body -> body == element || isIn(element, body));
    }

    List<PaperPiece> pieces() {
        return bodies.stream()
                .map(body -> new PaperHead(document, around(body), body).piece())
                .toList();
    }

    /** The largest element around {@code body} that holds no other text. */
    private Element around(Element body) {
        Element around = body;
        for (Element above = body.parent(); above != null; above = above.parent()) {
            Element candidate = above;
            if (bodies.stream().anyMatch(other -> other != body && isIn(other, candidate))) {
                break;
            }
            around = above;
        }
        return Optional.of(around).filter(element -> element != document).orElseGet(document::body);
    }
}
