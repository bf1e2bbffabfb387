package org.yizhan.normalize;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yizhan.article.Article;
import org.yizhan.article.Identity;
import org.yizhan.article.PageType;
import org.yizhan.article.Print;
import org.yizhan.article.PublicationTime;
import org.yizhan.article.Received;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;

/** Makes the pieces of one newspaper page into articles. Pure and safe for concurrent use. */
final class PageReader {

    private static final int SHORT_HASH = 12;
    private static final int OPENING = 24;

    private final Sources sources;
    private final PageDocument pages;

    PageReader(Sources sources) {
        this.sources = sources;
        this.pages = new PageDocument(sources);
    }

    /** The articles of the page, or of the pages that {@code received} holds: the first has the number its id says. */
    List<Article> read(Received received) {
        int slash = received.externalId().indexOf('/');
        LocalDate date = date(received, slash);
        int number = number(received, slash);
        byte[] body = bytes(received);
        PageType type = PageType.of(received.contentType(), body).orElse(PageType.TEXT);
        var articles = new ArrayList<Article>();
        for (NewspaperPage.Reading page : pages.read(
                body,
                type,
                received.contentType(),
                received.hint(Received.Hint.URL).orElse(""))) {
            articles.addAll(articles(received, date, number++, page));
        }
        return articles;
    }

    private List<Article> articles(Received received, LocalDate date, int number, NewspaperPage.Reading page) {
        String paper = sources.find(received.source()).map(Source::name).orElse(received.source());
        Set<String> taken = new HashSet<>();
        return page.pieces().stream()
                .map(piece -> article(
                        received,
                        piece,
                        new Print(paper, date, number, piece.continuedFrom(), piece.continuedOn()),
                        page.warnings(),
                        taken))
                .toList();
    }

    private static byte[] bytes(Received received) {
        try {
            return received.bytes();
        } catch (IllegalArgumentException malformed) {
            throw new Unreadable("unreadable-bytes", "the body is no base64: " + malformed.getMessage());
        }
    }

    private static LocalDate date(Received received, int slash) {
        try {
            return LocalDate.parse(received.externalId().substring(0, Math.max(0, slash)));
        } catch (DateTimeException malformed) {
            throw new Unreadable("page-id", "a page's id is YYYY-MM-DD/page, not " + received.externalId());
        }
    }

    private static int number(Received received, int slash) {
        try {
            return Integer.parseInt(received.externalId().substring(slash + 1));
        } catch (NumberFormatException malformed) {
            throw new Unreadable("page-id", "a page's id is YYYY-MM-DD/page, not " + received.externalId());
        }
    }

    private static Article article(
            Received received, Piece piece, Print print, List<String> warnings, Set<String> taken) {
        var said = new ArrayList<>(warnings);
        String title = Title.clean(piece.title().orElseGet(() -> opening(piece, said)), said);
        String id = print.date() + "/" + print.page() + "/"
                + unique(Identity.contentHash(title).substring(0, SHORT_HASH), taken);
        String contentHash = ContentHash.of(
                piece.kicker().orElse("") + "\n" + title + "\n"
                        + piece.subtitle().orElse(""),
                String.join("\n", piece.paragraphs()) + "\n" + String.join("\n", piece.captions()),
                "",
                print.date() + " " + print.continuedFrom() + " " + print.continuedOn(),
                piece.attribution(),
                piece.images(),
                piece.column());
        return new Article(
                Identity.article(received.source(), id),
                received.source(),
                id,
                "",
                title,
                piece.kicker(),
                piece.subtitle(),
                piece.column(),
                "",
                piece.paragraphs(),
                print.date().atStartOfDay(PublicationTime.ZONE).toInstant(),
                received.receivedAt(),
                piece.attribution(),
                piece.images(),
                Optional.of(print),
                contentHash,
                said,
                Optional.empty());
    }

    /** A continuation may print no title; its mark and first words stand in. */
    private static String opening(Piece piece, List<String> said) {
        said.add("no title is printed here: the first words stand in for it");
        String first = piece.paragraphs().stream().findFirst().orElse("");
        String words = first.length() <= OPENING ? first : first.substring(0, OPENING) + "…";
        return piece.continuedFrom().map(from -> "（上接" + from + "版）" + words).orElse(words);
    }

    private static String unique(String hash, Set<String> taken) {
        String id = hash;
        for (int i = 2; !taken.add(id); i++) {
            id = hash + "-" + i;
        }
        return id;
    }
}
