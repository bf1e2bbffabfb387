package org.yizhan.feed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.yizhan.article.Charsets;
import org.yizhan.article.Unreadable;

/**
 * Reads feeds: RSS 0.90 to 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, well made or not. What is broken is mended and
 * said in the warnings, one a kind of fault. No entity is resolved and nothing is fetched; the cost grows with the length of the document.
 * Stateless: the same bytes always read the same.
 */
public final class FeedReader {

    /** How many entries of a document are read. */
    public static final int MOST_ENTRIES = 5_000;

    private static final int MOST_TAGS = 300_000;
    private static final int DEEPEST = 100;
    private static final int HEAD = 1024;
    private static final int ROOT_WITHIN = 50;
    private static final Pattern HTTP_CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([^\"';,\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern XML_CHARSET =
            Pattern.compile("<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']\\s*([A-Za-z0-9._:-]{1,40})");
    private static final Set<String> ROOTS = Set.of("rss", "rdf", "feed", "channel", "entry");

    private FeedReader() {}

    /**
     * Reads a document.
     *
     * @param contentType as served, of which the charset is honoured; may be empty
     * @param url the document's address, on which relative ones hang; may be empty
     * @throws Unreadable {@code web-page} where the bytes are a web page (which {@link Autodiscovery} may help with),
     *     {@code no-feed} where they are neither, {@code unreadable-json} where they are broken JSON
     */
    public static FeedDocument read(byte[] body, String contentType, String url) {
        Charsets.Decoded decoded = decode(body, contentType);
        var warnings = new ArrayList<String>();
        charset(decoded, declared(body, contentType)).ifPresent(warnings::add);
        String text = decoded.text().strip();
        if (text.startsWith("{")) {
            return JsonFeed.read(text, url, warnings);
        }
        if (XmlText.isWebPage(text)) {
            throw new Unreadable(
                    "web-page", "this is a web page, not a feed; give the address of the feed it links to");
        }
        return XmlFeed.read(root(text, warnings), url, warnings);
    }

    /** Observed: Western feeds that declare nothing or UTF-8 → windows-1252 where no Chinese charset fits. */
    private static Charsets.Decoded decode(byte[] body, String contentType) {
        Optional<String> http = found(HTTP_CHARSET, contentType);
        Charsets.Decoded decoded = Charsets.decode(body, http, inner(body));
        return decoded.isDamaged() ? Charsets.decode(body, http, Optional.of("windows-1252")) : decoded;
    }

    private static Optional<String> inner(byte[] body) {
        return found(XML_CHARSET, new String(body, 0, Math.min(HEAD, body.length), StandardCharsets.ISO_8859_1));
    }

    private static List<String> declared(byte[] body, String contentType) {
        return Stream.of(found(HTTP_CHARSET, contentType), inner(body))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What is odd about the charset; text that is the same in all of them is fine in any. */
    private static Optional<String> charset(Charsets.Decoded decoded, List<String> declared) {
        String charset = decoded.charset();
        if (decoded.isDamaged()) {
            return Optional.of("some bytes are no " + charset + " and were replaced by U+FFFD");
        }
        boolean isRight = declared.stream().anyMatch(label -> Charsets.isRight(label, decoded))
                || (declared.isEmpty() && charset.startsWith("UTF"));
        return isRight || decoded.text().chars().allMatch(c -> c < 0x80)
                ? Optional.empty()
                : Optional.of("the text was read as " + charset + ", declared "
                        + (declared.isEmpty() ? "is nothing" : "is " + String.join(" and ", declared)));
    }

    private static Optional<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Element root(String text, List<String> warnings) {
        XmlText.Readable readable = XmlText.of(text, MOST_ENTRIES, MOST_TAGS);
        if (readable.isCut()) {
            warnings.add("only the first " + MOST_ENTRIES + " entries, or " + MOST_TAGS + " tags, were read");
        } else {
            WellFormed.fault(readable.text()).ifPresent(warnings::add);
        }
        warnings.addAll(readable.faults());
        return Parser.xmlParser().setMaxDepth(DEEPEST).parseInput(readable.text(), "").stream()
                .skip(1)
                .limit(ROOT_WITHIN)
                .filter(element -> ROOTS.contains(element.tag().localName().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Unreadable(
                        "no-feed", "this is neither RSS nor Atom nor JSON Feed; give the address of a feed"));
    }
}
