package org.yizhan.feed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import org.jsoup.parser.Tag;

/**
 * What an element that holds words says, and whether that is text or markup: by {@code type} and {@code mode} in Atom
 * (RFC 4287 §3.1 and §4.1.3, Atom 0.3), always markup elsewhere.
 *
 * @param words as written, references resolved once; elements among them serialised
 */
record Construct(String words, boolean isMarkup) {

    static final Construct NONE = new Construct("", true);

    private static final Pattern CLOSING = Pattern.compile("</([a-zA-Z][a-zA-Z0-9]{0,15})\\s*>|<br\\s*/?>");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]*>|<!--.{0,500}?-->", Pattern.DOTALL);

    private static final Pattern SECTION =
            Pattern.compile("(?:<|&lt;)!\\[CDATA\\[(.*)\\]\\](?:>|&gt;)", Pattern.DOTALL);
    private static final Pattern HIDDEN = Pattern.compile("<(script|style)(?=[\\s>/])", Pattern.CASE_INSENSITIVE);
    private static final Pattern END_SCRIPT = Pattern.compile("</script[^<>]*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern END_STYLE = Pattern.compile("</style[^<>]*>", Pattern.CASE_INSENSITIVE);

    /** Reads {@code part}. Observed: the signs of a CDATA section escaped, so that they are words → left out. */
    static Construct of(Part part) {
        Construct read = read(part);
        Matcher section = SECTION.matcher(read.words);
        return read.isMarkup && section.matches()
                ? new Construct(section.group(1).strip(), true)
                : read;
    }

    private static Construct read(Part part) {
        boolean hasElements = part.element().childrenSize() > 0 && !part.isUnclosed();
        boolean isAtom = part.name().startsWith("atom:");
        String type = isAtom ? mediaType(part.attribute("type")) : "html";
        String mode = isAtom ? part.attribute("mode").toLowerCase(Locale.ROOT) : "";
        if (hasElements) {
            return new Construct(
                    InnerMarkup.of(part.element(), isAtom, type.endsWith("html") && !type.contains("xhtml"))
                            .strip(),
                    true);
        }
        String words = part.text();
        if (mode.equals("base64")) {
            return new Construct(base64(words).orElse(words), true);
        }
        return switch (type) {
            case "html", "text/html" -> new Construct(words, true);
            case "", "text", "text/plain", "xhtml", "application/xhtml+xml" ->
                new Construct(words, looksLikeMarkup(words));
            default -> other(type, words);
        };
    }

    /** RFC 4287 §4.1.3.3: what is neither text nor XML is base64. Observed: plain text under such types. */
    private static Construct other(String type, String words) {
        boolean isText = type.startsWith("text/") || type.endsWith("xml") || type.endsWith("json");
        return isText
                ? new Construct(words, false)
                : base64(words).map(text -> new Construct(text, true)).orElse(new Construct(words, false));
    }

    private static String mediaType(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> base64(String words) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(words);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text)
                    .filter(read -> read.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t'));
        } catch (IllegalArgumentException | CharacterCodingException otherBytes) {
            return Optional.empty();
        }
    }

    /** Observed: markup sent as {@code type="text"} → what closes a tag that HTML knows is markup. */
    private static boolean looksLikeMarkup(String words) {
        return words.indexOf('<') >= 0
                && CLOSING.matcher(words)
                        .results()
                        .anyMatch(tag -> tag.group(1) == null
                                || Tag.isKnownTag(tag.group(1).toLowerCase(Locale.ROOT)));
    }

    /** As markup, text escaped. */
    String markup() {
        return isMarkup ? words : Entities.escape(words);
    }

    /**
     * As one line of text without tags. References are resolved but where that would make tags of them: a title that
     * shows markup keeps it escaped, so that no later reader takes it for its own.
     */
    String line() {
        String line =
                isMarkup && words.indexOf('<') >= 0 ? TAG.matcher(shown(words)).replaceAll("") : words;
        if (isMarkup && line.indexOf('&') >= 0) {
            String plain = Parser.unescapeEntities(line, true);
            line = TAG.matcher(plain).find() ? line : plain;
        }
        return line.strip().replaceAll("\\s+", " ");
    }

    /** {@code markup} without scripts and styles, whose text is never shown; one that isn't closed goes to the end. */
    private static String shown(String markup) {
        Matcher hidden = HIDDEN.matcher(markup);
        var shown = new StringBuilder(markup.length());
        int from = 0;
        while (hidden.find(from)) {
            shown.append(markup, from, hidden.start());
            Matcher end =
                    hidden.group(1).equalsIgnoreCase("script") ? END_SCRIPT.matcher(markup) : END_STYLE.matcher(markup);
            from = end.find(hidden.end()) ? end.end() : markup.length();
        }
        return shown.append(markup, Math.min(from, markup.length()), markup.length())
                .toString();
    }
}
