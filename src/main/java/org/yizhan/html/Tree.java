package org.yizhan.html;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/**
 * Markup read into a tree that grows with the markup, not with its square, and has an end. A parser opens formatting
 * elements that were never closed again around every text behind them, up to twelve, with all that their attributes say
 * (HTML standard §13.2.4.3); and each relative address becomes as long as the base. Stateless.
 */
public final class Tree {

    /** Deeper elements are laid flat, so that neither we nor a reader's browser has to follow them. */
    private static final int DEEPEST = 256;

    /** A table of five thousand rows with four cells each has a sixth of them. */
    static final int MOST_ELEMENTS = 150_000;

    /** In characters; attributes may say so much, however short the markup. */
    private static final int LEAST_SAID = 10_000;

    /** In characters; so much may be put before relative addresses, however short the markup. */
    private static final int LEAST_COMPLETED = 1_000_000;

    /** So often the markup's length may be put before them. */
    private static final int COMPLETED = 8;

    /** The elements that are opened again. */
    private static final Set<String> FORMATTING =
            Set.of("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u");

    private Tree() {}

    /**
     * The tree of {@code markup}, to be written out without line breaks of our own. Where the attributes of its formatting
     * elements say more than the markup itself, the last ones are copies, and bare. Where the base is too long for so many
     * addresses it has none, and relative ones lead nowhere.
     *
     * @param base the address it came from, empty where it has none
     * @param warnings says whether there was more than is read
     */
    public static Document of(String markup, String base, List<String> warnings) {
        return of(Parser.htmlParser(), markup, base, warnings);
    }

    /** The same, in which every element knows where it stands in the markup. */
    public static Document placed(String markup, String base) {
        return of(Parser.htmlParser().setTrackPosition(true), markup, base, new ArrayList<>());
    }

    private static Document of(Parser html, String markup, String base, List<String> warnings) {
        Document tree = read(html, markup, base, warnings);
        tree.outputSettings().prettyPrint(false);
        long left = Math.max(LEAST_SAID, markup.length());
        long addresses = 0;
        for (Element element : tree.getAllElements()) {
            if (element.attributesSize() > 0 && FORMATTING.contains(element.normalName())) {
                left -= said(element);
                if (left < 0) {
                    element.clearAttributes();
                }
            }
            addresses += element.hasAttr("href") || element.hasAttr("src") ? 1 : 0;
        }
        if (addresses * tree.baseUri().length() > Math.max(LEAST_COMPLETED, COMPLETED * (long) markup.length())) {
            tree.setBaseUri("");
        }
        return tree;
    }

    private static Document read(Parser html, String markup, String base, List<String> warnings) {
        try (var parser = new StreamParser(html.setMaxDepth(DEEPEST)).parse(markup, base)) {
            Iterator<Element> elements = parser.iterator();
            for (int count = 0; count < MOST_ELEMENTS && elements.hasNext(); count++) {
                elements.next();
            }
            if (elements.hasNext()) {
                warnings.add("the markup makes more than " + MOST_ELEMENTS + " elements; the first ones were read");
            }
            return parser.document();
        }
    }

    private static long said(Element element) {
        long said = 0;
        for (Attribute attribute : element.attributes()) {
            said += attribute.getKey().length() + attribute.getValue().length();
        }
        return said;
    }
}
