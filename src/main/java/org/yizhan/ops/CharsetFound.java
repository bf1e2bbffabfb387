package org.yizhan.ops;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.article.Charsets;

/**
 * The charset a document was read in, and who says so.
 *
 * @param text the document
 * @param charset its name
 * @param origin who was believed
 * @param served what the {@code Content-Type} says; empty where it says nothing
 * @param declared what the document says of itself; empty where it says nothing
 * @param isDamaged whether bytes of it could not be read
 */
public record CharsetFound(
        String text,
        String charset,
        Origin origin,
        Optional<String> served,
        Optional<String> declared,
        boolean isDamaged) {

    private static final int HEAD = 4_096;
    private static final Pattern SERVED =
            Pattern.compile("charset\\s*=\\s*[\"']?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);
    private static final Pattern DECLARED = Pattern.compile(
            "(?:<meta[^>]{0,200}charset\\s*=\\s*[\"']?|<\\?xml[^>]{0,100}encoding\\s*=\\s*[\"'])([\\w.:-]{1,40})",
            Pattern.CASE_INSENSITIVE);

    /** Who says in which charset a document is. */
    public enum Origin {
        /** A byte order mark. */
        MARK,
        /** The {@code Content-Type} it was served with. */
        SERVED,
        /** The document: its {@code meta} element or XML declaration. */
        DECLARED,
        /** Nobody, or nobody who was right: the bytes are valid in it. */
        BYTES;

        /** As it is written: {@code served}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Finds the charset of {@code body} as the readers of pages do. */
    public static CharsetFound of(byte[] body, String contentType) {
        String head = new String(body, 0, Math.min(HEAD, body.length), StandardCharsets.ISO_8859_1);
        Optional<String> served = first(SERVED, contentType);
        Optional<String> declared = first(DECLARED, head);
        Charsets.Decoded decoded = Charsets.decode(body, served, declared);
        return new CharsetFound(
                decoded.text(),
                decoded.charset(),
                origin(head, decoded, served, declared),
                served,
                declared,
                decoded.isDamaged());
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Origin origin(
            String head, Charsets.Decoded decoded, Optional<String> served, Optional<String> declared) {
        if (head.startsWith("\u00ef\u00bb\u00bf")
                || head.startsWith("\u00ff\u00fe")
                || head.startsWith("\u00fe\u00ff")) {
            return Origin.MARK;
        }
        if (served.filter(label -> Charsets.isRight(label, decoded)).isPresent()) {
            return Origin.SERVED;
        }
        return declared.filter(label -> Charsets.isRight(label, decoded)).isPresent() ? Origin.DECLARED : Origin.BYTES;
    }
}
