package org.yizhan.normalize;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Charsets;
import org.yizhan.article.Received;
import org.yizhan.article.Received.Hint;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;
import org.yizhan.article.WebAddress;
import org.yizhan.html.ArticleFinder;
import org.yizhan.html.ErrorPage;
import org.yizhan.html.FoundArticle;
import org.yizhan.html.Selectors;
import org.yizhan.html.WebPage;

/** Reads the article in a fetched web page. Pure and safe for concurrent use. */
final class HtmlReader {

    private static final int MOST_PARTS = 50;

    /** HTML standard, §4.2.5.4: the declaration stands in the first 1024 bytes; many a page needs more. */
    private static final int HEAD = 4096;

    private static final Pattern HTTP_CHARSET =
            Pattern.compile("charset\\s*=\\s*\"?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);
    private static final Pattern META_CHARSET =
            Pattern.compile("<meta[^>]{1,200}?charset\\s*=\\s*[\"']?\\s*([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);

    private final Sources sources;
    private final AttributionReader attributions;
    private final ArticleFinder finder = new ArticleFinder();

    HtmlReader(Sources sources) {
        this.sources = sources;
        this.attributions = new AttributionReader(sources);
    }

    /**
     * The article in {@code received}.
     *
     * @throws Unreadable {@code no-article} where it has neither title nor body, {@code no-title}, {@code no-text},
     *     {@code unreadable-bytes}
     */
    Article read(Received received, List<String> warnings) {
        String fetched = received.hint(Hint.URL).filter(WebAddress::isWeb).orElse("");
        FoundArticle found = finder.find(new WebPage(
                parts(received, warnings),
                fetched,
                Selectors.of(received.hints()),
                received.hint(Hint.TITLE).orElse(""),
                received.hint(Hint.PUBLISHED).orElse(""),
                received.receivedAt()));
        warnings.addAll(found.warnings());
        received.hint(Hint.MISSING)
                .ifPresent(why -> warnings.add("a further page of the article could not be had: " + why));
        String url = found.canonicalUrl().filter(WebAddress::isWeb).orElse(fetched);
        SanitisedHtml clean = SanitisedHtml.of(found.html(), fetched, warnings);
        String title = title(received, found, warnings);
        boolean shows = !clean.paragraphs().isEmpty()
                || !clean.images().isEmpty()
                || found.originalUrl().isPresent();
        if (!shows) {
            throw new Unreadable(
                    "no-article",
                    title.isEmpty()
                            ? "the page has neither title nor body: is it an article? If so, name them by page-title and page-body"
                            : "the page “" + title + "” has no body that shows: name it by page-body");
        }
        if (ErrorPage.isOne(title, clean.paragraphs())) {
            throw new Unreadable("no-article", "the page “" + title + "” is a server's word that it has none");
        }
        if (title.isEmpty()) {
            throw new Unreadable("no-title", "the page has a body, but no title that shows: name it by page-title");
        }
        Draft draft = draft(received, found, title, url, clean);
        AttributionReader.Reading reading =
                attributions.read(draft.note(), draft.body().lines());
        if (draft.body().lines().isEmpty()) {
            warnings.add("the article has no text");
        }
        return draft.article(
                Draft.Identified.by(received), reading, attribution(reading.attribution(), found), warnings);
    }

    /** A title of tags alone has been seen → the one its list gave it. */
    private static String title(Received received, FoundArticle found, List<String> warnings) {
        String title = Title.clean(found.title(), warnings);
        return title.isEmpty() ? Title.clean(received.hint(Hint.TITLE).orElse(""), warnings) : title;
    }

    private Draft draft(Received received, FoundArticle found, String title, String url, SanitisedHtml clean) {
        Optional<String> note = found.source().filter(name -> !isItself(received.source(), name));
        Attribution people = attributions.read("", found.credits()).attribution();
        List<String> authors = found.authors().stream()
                .flatMap(names -> People.names(Texts.fold(names)).stream())
                .filter(name -> !Leads.isBody(name) && !people.editors().contains(name))
                .toList();
        return new Draft(
                title,
                url,
                received.hint(Hint.COLUMN)
                        .filter(name -> !name.isBlank())
                        .or(found::column)
                        .map(Texts::oneLine),
                note.orElse(""),
                found.publishedAt().map(Instant::toString).orElse(""),
                new Draft.Body(clean.html(), withBylines(found.credits(), clean.paragraphs()), clean.images()),
                authors.isEmpty()
                        ? people.authors().stream()
                                .filter(name -> !note.equals(Optional.of(name)))
                                .toList()
                        : authors,
                people.editors(),
                List.of());
    }

    /** A page that shares another one is a repost of that. */
    private static Attribution attribution(Attribution read, FoundArticle found) {
        Optional<String> original = found.originalUrl().filter(WebAddress::isWeb);
        return new Attribution(
                original.isPresent() ? AttributionKind.REPOST : read.kind(),
                read.name(),
                read.sourceId(),
                original.or(read::originalUrl),
                read.authors(),
                read.editors());
    }

    /** By-lines in front of a text are read with it. */
    private static List<String> withBylines(List<String> credits, List<String> paragraphs) {
        var lines = new ArrayList<String>();
        if (!paragraphs.isEmpty()) {
            credits.stream().filter(line -> Leads.byline(line).isPresent()).forEach(lines::add);
        }
        lines.addAll(paragraphs);
        return lines;
    }

    /** A site that names itself as the source says that the article is its own. */
    private boolean isItself(String source, String name) {
        return sources.resolve(name).filter(known -> known.id().equals(source)).isPresent();
    }

    private static List<String> parts(Received received, List<String> warnings) {
        var parts = new ArrayList<String>();
        parts.add(text(bytes(received), received.contentType(), warnings));
        for (int i = 2; i <= MOST_PARTS; i++) {
            Optional<String> part = received.hint(Hint.PART + i);
            if (part.isEmpty()) {
                break;
            }
            parts.add(text(decoded(part.get()), received.contentType(), warnings));
        }
        return parts;
    }

    private static byte[] bytes(Received received) {
        return received.encoding() == Received.Encoding.TEXT
                ? received.body().getBytes(StandardCharsets.UTF_8)
                : decoded(received.body());
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw new Unreadable("unreadable-bytes", "the body is no base64: " + malformed.getMessage());
        }
    }

    private static String text(byte[] bytes, String contentType, List<String> warnings) {
        String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
        Charsets.Decoded decoded = Charsets.decode(bytes, named(HTTP_CHARSET, contentType), named(META_CHARSET, head));
        if (decoded.isDamaged()) {
            warnings.add("some bytes belong to no charset we know and were replaced by U+FFFD");
        }
        return decoded.text();
    }

    private static Optional<String> named(Pattern charset, String text) {
        Matcher named = charset.matcher(text);
        return named.find() ? Optional.ofNullable(named.group(1)) : Optional.empty();
    }
}
