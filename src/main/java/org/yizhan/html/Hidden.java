package org.yizhan.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;

/** What a browser does not show: elements with the attribute {@code hidden} or the style {@code display:none}. Stateless. */
public final class Hidden {

    /** Less is no letter, only the sum's rounding. */
    private static final double LEAST = 0.1;

    private Hidden() {}

    /** Takes it out of {@code body}; leaves all where nothing else is there, for then a script was to show it. */
    public static void remove(Element body) {
        List<Element> hidden = in(body);
        if (hidden.isEmpty()) {
            return;
        }
        double text = hidden.stream()
                .mapToDouble(element -> Block.size(element.text()))
                .sum();
        int pictures = hidden.stream().mapToInt(Hidden::pictures).sum();
        if (Block.size(body.text()) - text > LEAST || pictures(body) > pictures) {
            Removal.of(hidden);
        }
    }

    static boolean isOne(Element element) {
        if (element.hasAttr("hidden")) {
            return true;
        }
        String style = element.attr("style");
        return !style.isEmpty() && Lines.bare(style).toLowerCase(Locale.ROOT).contains("display:none");
    }

    /** The outermost ones in {@code body}. */
    private static List<Element> in(Element body) {
        var hidden = new ArrayList<Element>();
        body.filter(new NodeFilter() {
            @Override
            public FilterResult head(Node node, int depth) {
                if (node instanceof Element element && element != body && isOne(element)) {
                    hidden.add(element);
                    return FilterResult.SKIP_ENTIRELY;
                }
                return FilterResult.CONTINUE;
            }

            @Override
            public FilterResult tail(Node node, int depth) {
                return FilterResult.CONTINUE;
            }
        });
        return hidden;
    }

    private static int pictures(Element element) {
        return element.select("img").size();
    }
}
