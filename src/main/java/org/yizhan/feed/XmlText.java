package org.yizhan.feed;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * XML as it came, made readable for a tolerant parser: nothing before the first sign {@code <}, no characters that XML
 * can't hold, no DOCTYPE (with it goes every declared entity, so that none is ever resolved), no ampersand that begins
 * no reference. CDATA sections stay as they are, but for those that nobody closed. One pass, in the length of the text.
 */
final class XmlText {

    private static final String CDATA = "<![CDATA[";
    private static final String CDATA_END = "]]>";
    private static final Set<String> DECLARED = Set.of("amp", "lt", "gt", "quot", "apos");
    private static final int LONGEST_REFERENCE = 32;
    private static final int LONGEST_NAME = 64;

    /** With its attributes; longer ones have nothing that a feed says. */
    private static final int LONGEST_TAG = 200_000;

    private final String raw;
    private final int mostEntries;
    private final int mostTags;
    private final StringBuilder clean;
    private int at;
    private int entries;
    private int tags;
    /** Where the name of the tag opened last begins and ends. */
    private int nameFrom;

    private int nameTo;
    /** The end of a section found last; the text's length where there is none. */
    private int sectionEnd;

    /** The sign {@code >} found last; the text's length where there is none. */
    private int close = -1;

    private int overlong;
    private int doctypes;
    private int undeclared;
    private int bare;
    private int lost;
    private int unclosed;

    private XmlText(String raw, int mostEntries, int mostTags) {
        this.raw = raw;
        this.mostEntries = mostEntries;
        this.mostTags = mostTags;
        this.clean = new StringBuilder(raw.length() + 64);
    }

    /**
     * The readable text.
     *
     * @param isCut whether it ends before the first entry or tag too many
     * @param faults what was mended
     */
    record Readable(String text, boolean isCut, List<String> faults) {}

    /** Reads {@code raw} up to {@code mostEntries} items or entries and {@code mostTags} tags. */
    static Readable of(String raw, int mostEntries, int mostTags) {
        var reader = new XmlText(raw, mostEntries, mostTags);
        boolean whole = reader.read();
        return new Readable(reader.clean.toString(), !whole, reader.faults());
    }

    private List<String> faults() {
        return Stream.of(
                        fault(doctypes, "DOCTYPE left out, with what it declares"),
                        fault(overlong, "tags longer than " + LONGEST_TAG + " characters, left out"),
                        fault(undeclared, "references to undeclared entities, read as HTML's or as they stand"),
                        fault(bare, "signs & that begin no reference, read as they stand"),
                        fault(lost, "characters that XML can't hold, left out"),
                        fault(unclosed, "CDATA sections not closed, each read up to its element's end"))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> fault(int count, String what) {
        return count == 0 ? Optional.empty() : Optional.of(count + " " + what);
    }

    private boolean read() {
        at = Math.max(0, raw.indexOf('<'));
        while (at < raw.length()) {
            char c = raw.charAt(at);
            if (c == '<' && !markup()) {
                return false;
            } else if (c == '&') {
                ampersand();
            } else if (c != '<') {
                words(raw.length());
            }
        }
        return true;
    }

    /** Reads from a sign {@code <}; false where there was one too many. */
    private boolean markup() {
        if (raw.startsWith(CDATA, at)) {
            section();
        } else if (raw.regionMatches(true, at, "<!DOCTYPE", 0, 9)) {
            skipDoctype();
            doctypes++;
        } else if (isOverlong()) {
            at = Math.min(raw.length(), close + 1);
            overlong++;
        } else {
            tags++;
            entries += isEntry() ? 1 : 0;
            if (entries > mostEntries || tags > mostTags) {
                return false;
            }
            clean.append('<');
            at++;
            name();
        }
        return true;
    }

    private boolean isOverlong() {
        if (close < at) {
            int found = raw.indexOf('>', at);
            close = found < 0 ? raw.length() : found;
        }
        return close - at > LONGEST_TAG && at + 1 < raw.length() && Character.isLetter(raw.charAt(at + 1));
    }

    private void name() {
        int end = at;
        while (end < raw.length() && end - at < LONGEST_NAME && isName(raw.charAt(end))) {
            end++;
        }
        if (end > at) {
            nameFrom = at;
            nameTo = end;
        }
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == ':' || c == '-' || c == '_' || c == '.';
    }

    private boolean isEntry() {
        return isTag("<item") || isTag("<entry");
    }

    private boolean isTag(String tag) {
        int end = at + tag.length();
        return raw.startsWith(tag, at)
                && end < raw.length()
                && (raw.charAt(end) <= ' ' || raw.charAt(end) == '>' || raw.charAt(end) == '/');
    }

    private void section() {
        int open = openEnd();
        int after = open >= 0 ? open : Math.min(raw.length(), sectionEnd + CDATA_END.length());
        boolean isClosed = open < 0 && sectionEnd < raw.length();
        unclosed += isClosed ? 0 : 1;
        clean.append(raw, at, Math.min(at + CDATA.length(), after));
        at = Math.min(at + CDATA.length(), after);
        while (at < after) {
            if (isMark(raw.charAt(at))) {
                clean.append(raw.charAt(at++));
            }
            words(after);
        }
        clean.append(isClosed ? "" : CDATA_END);
    }

    /**
     * Where the section that begins here ends without a mark; -1 where it has one, or goes to the end. Observed: {@code
     * ]]>} left out, so that the next section's mark would end this one → where its element is closed before another
     * section begins, it ends there.
     */
    private int openEnd() {
        int from = at + CDATA.length();
        if (sectionEnd < from) {
            int end = raw.indexOf(CDATA_END, from);
            sectionEnd = end < 0 ? raw.length() : end;
        }
        int next =
                sectionEnd < raw.length() ? raw.indexOf(CDATA, Math.min(from, sectionEnd), sectionEnd) : raw.length();
        return next < 0 ? -1 : raw.indexOf("</" + raw.substring(nameFrom, nameTo), Math.min(from, next), next);
    }

    private void skipDoctype() {
        int brackets = 0;
        char quote = 0;
        for (; at < raw.length(); at++) {
            char c = raw.charAt(at);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '[') {
                brackets++;
            } else if (c == ']') {
                brackets--;
            } else if (c == '>' && brackets <= 0) {
                at++;
                return;
            }
        }
    }

    /** Observed: addresses with a bare {@code &copy=2} → only what ends with a semicolon is a reference. */
    private void ampersand() {
        int end = at + 1;
        int last = Math.min(raw.length(), at + LONGEST_REFERENCE);
        while (end < last && isReference(raw.charAt(end))) {
            end++;
        }
        boolean isReference = end < last && end > at + 1 && raw.charAt(end) == ';';
        clean.append(isReference ? "&" : "&amp;");
        bare += isReference ? 0 : 1;
        undeclared +=
                isReference && raw.charAt(at + 1) != '#' && !DECLARED.contains(raw.substring(at + 1, end)) ? 1 : 0;
        at++;
    }

    private static boolean isReference(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#';
    }

    /** Copies up to the next mark, or to {@code end}. */
    private void words(int end) {
        while (at < end && !isMark(raw.charAt(at))) {
            int from = at;
            while (at < end && isPlain(raw.charAt(at))) {
                at++;
            }
            clean.append(raw, from, at);
            if (at < end && !isMark(raw.charAt(at))) {
                odd(raw.charAt(at));
            }
        }
    }

    private static boolean isMark(char c) {
        return c == '<' || c == '&';
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < Character.MIN_SURROGATE && !isMark(c);
    }

    private void odd(char c) {
        boolean isPair =
                Character.isHighSurrogate(c) && at + 1 < raw.length() && Character.isLowSurrogate(raw.charAt(at + 1));
        if (isPair) {
            clean.append(c).append(raw.charAt(at + 1));
            at++;
        } else if (isXml(c)) {
            clean.append(c);
        } else {
            lost++;
        }
        at++;
    }

    /** XML 1.0 §2.2, for characters of one unit. */
    static boolean isXml(char c) {
        return c >= ' ' ? !Character.isSurrogate(c) && c < '\uFFFE' : c == '\t' || c == '\n' || c == '\r';
    }

    /** Whether the first thing in {@code text}, comments and declarations aside, is a web page's. */
    static boolean isWebPage(String text) {
        int from = text.indexOf('<');
        while (from >= 0 && (text.startsWith("<!--", from) || text.startsWith("<?", from))) {
            String end = text.startsWith("<?", from) ? ">" : "-->";
            int after = text.indexOf(end, from + 2);
            from = after < 0 ? -1 : text.indexOf('<', after);
        }
        int start = from;
        return start >= 0
                && Stream.of("<!doctype html", "<html", "<head", "<body")
                        .anyMatch(page -> text.regionMatches(true, start, page, 0, page.length()));
    }
}
