package org.yizhan.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Finds an article's body where a page writes it by script: in {@code document.write}, a text area, a template, a string
 * of JSON or JSON-LD. Nothing is run; the longest string of running text is taken. Stateless.
 */
final class ScriptedBody {

    /** Shorter strings are words of the page's own. */
    private static final int SHORTEST = 60;

    private static final int MOST_NESTED = 2;
    private static final Pattern WRITE = Pattern.compile("document\\.write(?:ln)?\\s*\\(");

    private ScriptedBody() {}

    /** The body with the most running text; empty where no script holds any. */
    static Optional<Element> find(Document page) {
        var markups = new ArrayList<String>();
        for (Element held : page.select("textarea,template,xmp,noscript,script[type^=text/]:not([type*=javascript])")) {
            if (likesAround(held) > MOST_NESTED) {
                continue;
            }
            markups.add(
                    held.normalName().equals("script")
                            ? held.data()
                            : held.normalName().equals("textarea") ? held.wholeText() : held.html());
        }
        for (Element script : page.select("script")) {
            markups.add(written(script.data()));
            strings(script.data(), markups, 0);
        }
        Element best = null;
        double most = SHORTEST;
        for (String markup : markups) {
            if (Block.size(markup) < most) {
                continue;
            }
            Element body = parse(markup, page.baseUri());
            double prose = Block.of(body).stream()
                    .filter(Block::isProse)
                    .mapToDouble(Block::size)
                    .sum();
            if (prose > most) {
                best = body;
                most = prose;
            }
        }
        return Optional.ofNullable(best);
    }

    /** 250 of them in each other would be read 250 times. */
    private static int likesAround(Element held) {
        int likes = 0;
        for (Element above = held.parent(); above != null; above = above.parent()) {
            likes += above.normalName().equals(held.normalName()) ? 1 : 0;
        }
        return likes;
    }

    private static Element parse(String markup, String base) {
        String open = markup.replace("<![CDATA[", "").replace("]]>", "");
        String plain = open.indexOf('<') < 0 && open.contains("&lt;") ? Parser.unescapeEntities(open, false) : open;
        String lines = plain.indexOf('<') < 0 ? plain.replace("\n", "<br>") : plain;
        return Tree.of(lines, base, new ArrayList<>()).body();
    }

    /** What all {@code document.write("…")} of {@code script} write, one after the other. */
    private static String written(String script) {
        var written = new StringBuilder();
        Matcher write = WRITE.matcher(script);
        while (write.find()) {
            int at = write.end();
            while (at < script.length() && Character.isWhitespace(script.charAt(at))) {
                at++;
            }
            int end = end(script, at);
            if (end > at) {
                written.append(unescape(script.substring(at + 1, end))).append('\n');
            }
        }
        return written.toString();
    }

    /** Adds every long string of {@code script}; strings inside strings too. */
    private static void strings(String script, List<String> found, int nested) {
        for (int at = 0; at < script.length(); at++) {
            char c = script.charAt(at);
            if (c != '"' && c != '\'' && c != '`') {
                continue;
            }
            int end = end(script, at);
            if (end < 0) {
                // the rest of the line, or of the script, would be read again for every quote in it
                int line = c == '`' ? -1 : script.indexOf('\n', at);
                at = line < 0 ? script.length() : line;
                continue;
            }
            if (end - at > SHORTEST) {
                String text = unescape(script.substring(at + 1, end));
                String head = text.stripLeading();
                if (nested < MOST_NESTED && (head.startsWith("{") || head.startsWith("["))) {
                    strings(text, found, nested + 1);
                } else {
                    found.add(text);
                }
            }
            at = end;
        }
    }

    /** Where the string that the quote at {@code at} opens ends; -1 where it doesn't on its line. */
    private static int end(String script, int at) {
        if (at >= script.length()) {
            return -1;
        }
        char quote = script.charAt(at);
        if (quote != '"' && quote != '\'' && quote != '`') {
            return -1;
        }
        for (int i = at + 1; i < script.length(); i++) {
            char c = script.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                return i;
            } else if (c == '\n' && quote != '`') {
                return -1;
            }
        }
        return -1;
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 >= text.length()) {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            int digits = escaped == 'u' ? 4 : escaped == 'x' ? 2 : 0;
            if (digits > 0 && isHex(text, i + 1, digits)) {
                plain.append((char) Integer.parseInt(text.substring(i + 1, i + 1 + digits), 16));
                i += digits;
            } else {
                plain.append(escaped == 'n' || escaped == 'r' ? '\n' : escaped == 't' ? ' ' : escaped);
            }
        }
        return plain.toString();
    }

    private static boolean isHex(String text, int from, int digits) {
        if (from + digits > text.length()) {
            return false;
        }
        return text.substring(from, from + digits).chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }
}
