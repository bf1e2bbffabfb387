package org.yizhan.html;

import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/** The elements that the content systems of Chinese sites put an article's body in. Stateless. */
final class Containers {

    /** A picture counts as so many characters. */
    private static final double PICTURE = 10;

    private static final Evaluator KNOWN = QueryParser.parse(
            "#js_content, .TRS_Editor, .TRS_UEDITOR, .trs_editor_view, .trs_paper_default, #UCAP-CONTENT, #zoom, #Zoom,"
                    + " #fontzoom, .pages_content, #ivs_content, #detailContent, #News_Body_Txt_A, .ccontent, #BodyLabel,"
                    + " #ozoom, founder-content, [itemprop=articleBody]");

    private Containers() {}

    static boolean isKnown(Element element) {
        return (element.hasAttr("class")
                        || element.hasAttr("id")
                        || element.hasAttr("itemprop")
                        || element.normalName().equals("founder-content"))
                && KNOWN.matches(element.root(), element);
    }

    /** The one with the most text; the outermost where they are nested. */
    static Optional<Element> in(Element page) {
        List<Element> known = Selector.select(KNOWN, page);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        var sizes = new Sizes(page);
        Element best = null;
        double most = 0;
        for (Element element : known) {
            double size = sizes.of(element).text() + PICTURE * sizes.of(element).pictures();
            if (size > most) {
                best = element;
                most = size;
            }
        }
        return Optional.ofNullable(best);
    }
}
