package org.yizhan.normalize;

import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/**
 * A title as readers get it: one line of plain text, its words as the source wrote them, however many they are. Markup
 * and entities, which some sources leave in it, are read away.
 */
final class Title {

    /** In characters (code points); what is longer looks like a text put into the wrong field. */
    static final int LONG = 500;

    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]{0,500}>|<!--.{0,500}?-->");

    private Title() {}

    /** Cleans {@code raw} and says in {@code warnings} where it is longer than a title is; empty where nothing is left. */
    static String clean(String raw, List<String> warnings) {
        String text = Texts.valid(raw);
        if (text.indexOf('<') >= 0) {
            text = TAG.matcher(text).replaceAll("");
        }
        if (text.indexOf('&') >= 0) {
            text = Texts.valid(Parser.unescapeEntities(text, false));
        }
        String line = Texts.oneLine(text);
        int length = line.codePointCount(0, line.length());
        if (length > LONG) {
            warnings.add("the title has " + length + " characters; is it a text? It was kept as it came");
        }
        return line;
    }
}
