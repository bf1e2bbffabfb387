package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yizhan.article.Charsets;
import org.yizhan.article.PageType;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;
import org.yizhan.html.PaperPageReader;
import org.yizhan.pdf.Sheet;
import org.yizhan.pdf.SheetReader;

/** Reads a newspaper page in any of the forms it comes in. Safe for concurrent use. */
public final class PageDocument {

    private static final Pattern HTTP_CHARSET =
            Pattern.compile("charset\\s*=\\s*\"?([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);
    private final NewspaperPage texts;
    private final DigitalPage webPages;
    private final PrintedPage sheets;

    public PageDocument(Sources sources) {
        this.texts = new NewspaperPage(sources);
        this.webPages = new DigitalPage(sources);
        this.sheets = new PrintedPage(sources);
    }

    /**
     * Reads {@code body}: one page, or one a sheet of a PDF.
     *
     * @param contentType as it came; names the charset of text and markup
     * @param url where a web page came from; empty where unknown
     * @throws Unreadable where no article can be made of it
     */
    public List<NewspaperPage.Reading> read(byte[] body, PageType type, String contentType, String url) {
        return switch (type) {
            case TEXT -> {
                Charsets.Decoded text =
                        written(Charsets.decode(body, named(HTTP_CHARSET, contentType), Optional.empty()));
                yield List.of(said(text, texts.read(text.text())));
            }
            case HTML -> {
                Charsets.Decoded markup = written(PaperPageReader.decode(body, contentType));
                yield List.of(said(markup, webPages.read(markup.text(), url)));
            }
            case PDF -> sheets(body);
        };
    }

    private List<NewspaperPage.Reading> sheets(byte[] body) {
        var readings = new ArrayList<NewspaperPage.Reading>();
        for (Sheet sheet : SheetReader.read(body, PageMarks::isFurniture)) {
            readings.add(sheets.read(sheet));
        }
        if (readings.stream().allMatch(reading -> reading.pieces().isEmpty())) {
            String why = readings.stream()
                    .flatMap(page -> page.warnings().stream())
                    .distinct()
                    .collect(Collectors.joining("; "));
            throw new Unreadable(
                    "no-article",
                    "no article stands on the page: no paragraph of running text was found"
                            + (why.isEmpty() ? "" : "; " + why));
        }
        return readings;
    }

    private static Charsets.Decoded written(Charsets.Decoded text) {
        if (text.isBinary()) {
            throw new Unreadable("binary-page", "the body is a binary file, not a page's text, markup or PDF");
        }
        return text;
    }

    private static NewspaperPage.Reading said(Charsets.Decoded text, NewspaperPage.Reading reading) {
        if (!text.isDamaged()) {
            return reading;
        }
        var warnings = new ArrayList<String>();
        warnings.add("some bytes belong to no charset we know and were replaced by U+FFFD");
        warnings.addAll(reading.warnings());
        return new NewspaperPage.Reading(reading.pieces(), warnings);
    }

    private static Optional<String> named(Pattern charset, String text) {
        Matcher named = charset.matcher(text);
        return named.find() ? Optional.ofNullable(named.group(1)) : Optional.empty();
    }
}
