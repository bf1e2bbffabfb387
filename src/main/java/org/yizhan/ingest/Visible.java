package org.yizhan.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells markup that shows something, words or a picture, from markup that shows nothing. It looks no further than the
 * first thing to be seen, and where it is not sure it says yes: normalize looks again. Stateless.
 */
final class Visible {

    private static final Set<String> HIDDEN = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "iframe",
            "object",
            "applet",
            "svg",
            "math",
            "title",
            "select",
            "textarea",
            "button",
            "audio",
            "video",
            "canvas");
    private static final Pattern SRC =
            Pattern.compile("[\\s\"'/]src\\s*=\\s*[\"']?\\s*(?:([a-z][a-z0-9+.-]*):)?", Pattern.CASE_INSENSITIVE);
    private static final Set<String> SHOWN_FROM = Set.of("http", "https");
    private static final List<String> BLANKS =
            List.of("&nbsp;", "&#160;", "&#xa0;", "&ensp;", "&emsp;", "&thinsp;", "&#8203;", "&zwnj;", "&zwj;");

    private Visible() {}

    /** Whether a reader of {@code markup} would see anything. */
    static boolean isIn(String markup) {
        int at = 0;
        while (at < markup.length()) {
            char c = markup.charAt(at);
            if (c == '<') {
                int end = tag(markup, at);
                if (end < 0) {
                    return true;
                }
                at = end;
            } else if (c == '&' && blank(markup, at) > 0) {
                at += blank(markup, at);
            } else if (isInvisible(markup.codePointAt(at))) {
                at += Character.charCount(markup.codePointAt(at));
            } else {
                return true;
            }
        }
        return false;
    }

    /** Where the tag or comment at {@code at} ends, its content included where that is never shown; -1 where it shows. */
    private static int tag(String markup, int at) {
        if (markup.startsWith("<!--", at)) {
            return after(markup, "-->", at);
        }
        String name = name(markup, at + 1);
        if (name.equals("img")) {
            int end = after(markup, ">", at);
            return isShown(markup.substring(at, end)) ? -1 : end;
        }
        if (HIDDEN.contains(name)) {
            return closing(markup, name, at);
        }
        boolean markupFollows = !name.isEmpty()
                || markup.startsWith("</", at)
                || markup.startsWith("<!", at)
                || markup.startsWith("<?", at);
        return markupFollows ? after(markup, ">", at) : -1;
    }

    /** Whether a picture comes from the web or from beside its page; normalize shows no other. */
    private static boolean isShown(String img) {
        Matcher src = SRC.matcher(img);
        return src.find()
                && (src.group(1) == null || SHOWN_FROM.contains(src.group(1).toLowerCase(Locale.ROOT)));
    }

    /** Empty where no letter follows: browsers show {@code <3}. */
    private static String name(String markup, int from) {
        int to = from;
        if (from >= markup.length() || !Character.isLetter(markup.charAt(from))) {
            return "";
        }
        while (to < markup.length() && to - from < 12 && Character.isLetterOrDigit(markup.charAt(to))) {
            to++;
        }
        return markup.substring(from, to).toLowerCase(Locale.ROOT);
    }

    private static int after(String markup, String end, int from) {
        int found = markup.indexOf(end, from);
        return found < 0 ? markup.length() : found + end.length();
    }

    private static int closing(String markup, String name, int from) {
        for (int at = markup.indexOf("</", from); at >= 0; at = markup.indexOf("</", at + 2)) {
            if (markup.regionMatches(true, at + 2, name, 0, name.length())) {
                return after(markup, ">", at);
            }
        }
        return markup.length();
    }

    private static int blank(String markup, int at) {
        for (String blank : BLANKS) {
            if (markup.regionMatches(true, at, blank, 0, blank.length())) {
                return blank.length();
            }
        }
        return 0;
    }

    /** White space, and characters that take no room, such as U+200B. */
    static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }
}
