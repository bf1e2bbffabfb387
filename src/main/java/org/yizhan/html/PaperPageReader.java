package org.yizhan.html;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.yizhan.article.Charsets;

/**
 * Reads the web pages of digital newspapers: content pages of Founder's system and of those like it ({@code #ozoom},
 * {@code <!--enpcontent-->}, {@code founder-content}), several articles in one page, and the page of a paper that only
 * lists its articles. Pure and safe for concurrent use.
 */
public final class PaperPageReader {

    private static final String LIST = "#titleList a[href], .titleList a[href], .news-list a[href*=content]";
    private static final String MAP =
            "map[name=pagepicmap] area[href], map#pagepicmap area[href], map area[href*=content]";
    private static final int MOST_ENTRIES = 200;

    private static final Pattern MARKS = Pattern.compile(
            "<!--enpcontent-->|<founder-content|id=[\"']?(?:ozoom|titleList)\\b|pagepicmap", Pattern.CASE_INSENSITIVE);

    /** HTML standard, §4.2.5.4: the declaration stands in the first 1024 bytes; many a page needs more. */
    private static final int HEAD = 4096;

    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?\\s*([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);

    private PaperPageReader() {}

    /** Whether {@code markup} bears the marks of a digital newspaper's system. */
    public static boolean isOne(byte[] markup) {
        return MARKS.matcher(new String(markup, StandardCharsets.ISO_8859_1)).find();
    }

    /** The text of {@code markup}; {@code contentType} or its own {@code <meta>} names the charset. */
    public static Charsets.Decoded decode(byte[] markup, String contentType) {
        String head = new String(markup, 0, Math.min(markup.length, HEAD), StandardCharsets.ISO_8859_1);
        return Charsets.decode(markup, charset(contentType), charset(head));
    }

    /** How many characters {@code markup} has, pictures written into it not counted. */
    public static int length(String markup) {
        return Markup.withoutEmbedded(markup).length();
    }

    private static Optional<String> charset(String text) {
        Matcher named = CHARSET.matcher(text);
        return named.find() ? Optional.ofNullable(named.group(1)) : Optional.empty();
    }

    /**
     * Reads {@code markup}.
     *
     * @param url the page's address, on which relative ones hang; empty where unknown
     */
    public static PaperPage read(String markup, String url) {
        var warnings = new ArrayList<String>();
        Document document = Markup.parse(markup, url, warnings);
        List<PaperPage.Entry> contents = contents(document);
        PaperBodies bodies = PaperBodies.in(document);
        Imprint imprint = Imprint.of(
                Block.of(document.body()).stream()
                        .filter(line -> !bodies.hold(line.parent()))
                        .map(Block::text)
                        .toList(),
                document.title());
        List<PaperPiece> pieces = bodies.pieces();
        return new PaperPage(pieces, contents, imprint, warnings);
    }

    private static List<PaperPage.Entry> contents(Document document) {
        Map<String, String> titles = new LinkedHashMap<>();
        for (Element link : document.select(LIST)) {
            titles.merge(address(link), Lines.fold(link.text()), PaperPageReader::longer);
        }
        for (Element area : document.select(MAP)) {
            String said = area.attr("title").isBlank() ? area.attr("alt") : area.attr("title");
            titles.merge(address(area), Lines.fold(said), PaperPageReader::longer);
        }
        return titles.entrySet().stream()
                .filter(entry -> !entry.getKey().isBlank() && !entry.getKey().startsWith("#"))
                .limit(MOST_ENTRIES)
                .map(entry -> new PaperPage.Entry(entry.getValue(), entry.getKey()))
                .toList();
    }

    private static String longer(String one, String other) {
        return one.length() >= other.length() ? one : other;
    }

    private static String address(Element link) {
        return Addresses.of(link, "href").orElseGet(() -> link.attr("href").strip());
    }
}
