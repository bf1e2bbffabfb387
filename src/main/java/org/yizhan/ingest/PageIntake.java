package org.yizhan.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Charsets;
import org.yizhan.article.Identity;
import org.yizhan.article.Message;
import org.yizhan.article.PageType;
import org.yizhan.article.Received;
import org.yizhan.article.Received.Encoding;
import org.yizhan.article.Received.Form;
import org.yizhan.article.Source;
import org.yizhan.article.Unreadable;
import org.yizhan.html.Imprint;
import org.yizhan.html.PaperPage;
import org.yizhan.html.PaperPageReader;
import org.yizhan.pdf.SheetReader;

/**
 * Takes newspaper pages: text, a digital newspaper's web page, or a PDF, of which every sheet is a page. What no article can
 * be read from whatever is tried (no text layer, the mere list of a page's articles) is refused at once. Safe for
 * concurrent use.
 */
final class PageIntake {

    /** A full page of a broadsheet holds some 10,000 characters. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private final SourceRegistry sources;
    private final Clock clock;

    PageIntake(SourceRegistry sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /** Where a page is said to belong; each empty where the sender left it out. */
    record Place(String paper, String date, String page) {

        /** With what {@code imprint}, the page's own word, has in place of what was left out. */
        Place or(Imprint imprint, Optional<String> known) {
            return new Place(
                    paper.isBlank() ? known.or(imprint::paper).orElse("") : paper,
                    date.isBlank() ? imprint.date().map(LocalDate::toString).orElse("") : date,
                    page.isBlank() ? imprint.page().map(String::valueOf).orElse("") : page);
        }
    }

    static PageType type(byte[] body, String contentType) throws Refused {
        return PageType.of(contentType, body)
                .orElseThrow(() -> new Refused(
                        415,
                        "a page can't be read from " + contentType.split(";", 2)[0]
                                + "; send its text as text/plain, a digital newspaper's page as text/html, or application/pdf"
                                + " with a text layer (pictures have to go through OCR first)"));
    }

    Intake.Taken take(byte[] body, String contentType, Place said, Grant grant) throws Refused {
        PageType type = type(body, contentType);
        Place place = type == PageType.HTML ? imprinted(body, contentType, said, grant) : said;
        if (place.paper().isBlank()) {
            throw new Refused(400, "paper is missing; name the newspaper, as in ?paper=shgb&date=2026-11-23&page=1");
        }
        String source = Identity.nfc(place.paper());
        if (!grant.allows(source)) {
            throw new Refused(
                    403, "this key pushes for '" + grant.source().orElse("") + "' only, not for '" + source + "'");
        }
        LocalDate day = day(place.date());
        int number = number(place.page());
        return switch (type) {
            case TEXT -> taken(source, day, number, 1, "text/plain", Encoding.TEXT, text(body, contentType));
            case HTML -> taken(source, day, number, 1, contentType, Encoding.BASE64, base64(body));
            case PDF -> taken(source, day, number, sheets(body), type.mediaType(), Encoding.BASE64, base64(body));
        };
    }

    private Intake.Taken taken(
            String source, LocalDate day, int number, int count, String contentType, Encoding encoding, String body) {
        var accepted = new ArrayList<Intake.Accepted>();
        for (int i = 0; i < count; i++) {
            String id = day + "/" + (number + i);
            accepted.add(new Intake.Accepted(id, Identity.article(source, id)));
        }
        sources.meet(source);
        Intake.Accepted first = accepted.getFirst();
        var received = new Received(
                first.articleId(),
                source,
                first.id(),
                Form.PAGE,
                contentType,
                encoding,
                body,
                "page",
                Map.of(),
                clock.instant());
        return new Intake.Taken(accepted, List.of(), List.<Message>of(received));
    }

    private Place imprinted(byte[] body, String contentType, Place said, Grant grant) throws Refused {
        Charsets.Decoded decoded = PaperPageReader.decode(body, contentType);
        written(decoded);
        String markup = decoded.text();
        bounded(PaperPageReader.length(markup));
        PaperPage page = PaperPageReader.read(markup, "");
        if (page.isContents()) {
            throw new Refused(422, page.advice());
        }
        Optional<String> known = grant.source()
                .or(() -> page.imprint().paper().flatMap(sources::resolve).map(Source::id));
        return said.or(page.imprint(), known);
    }

    private static int sheets(byte[] body) throws Refused {
        try {
            return SheetReader.count(body);
        } catch (Unreadable unreadable) {
            throw new Refused(422, unreadable.error() + ": " + unreadable.getMessage());
        }
    }

    static String text(byte[] body, String contentType) throws Refused {
        String text = Intake.text(body, contentType);
        if (text.isBlank()) {
            throw new Refused(422, "the page is empty; send its text");
        }
        bounded(text.length());
        written(new Charsets.Decoded(text, false, ""));
        return text;
    }

    private static void written(Charsets.Decoded text) throws Refused {
        if (text.isBinary()) {
            throw new Refused(
                    422, "the body is a binary file, not a page's text; send text, text/html or application/pdf");
        }
    }

    private static void bounded(int characters) throws Refused {
        if (characters > MOST_CHARACTERS) {
            throw new Refused(
                    413,
                    "the text has " + characters + " characters; a newspaper page has some 10,000: send page by page");
        }
    }

    private static String base64(byte[] body) throws Refused {
        if (new String(body, 0, Math.min(body.length, 4096), StandardCharsets.ISO_8859_1).isBlank()) {
            throw new Refused(422, "the page is empty; send its markup");
        }
        return Base64.getEncoder().encodeToString(body);
    }

    private static LocalDate day(String date) throws Refused {
        try {
            return LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw new Refused(400, "date is '" + date + "'; give it as 2026-11-23");
        }
    }

    private static int number(String page) throws Refused {
        try {
            int number = Integer.parseInt(page);
            if (number >= 1 && number <= 999) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, like a number out of range
        }
        throw new Refused(400, String.format(Locale.ROOT, "page is '%s'; give a number from 1 to 999", page));
    }
}
