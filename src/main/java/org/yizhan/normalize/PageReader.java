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
    private final NewspaperPage page;

    PageReader(Sources sources) {
        this.sources = sources;
        this.page = new NewspaperPage(sources);
    }

    List<Article> read(Received received, String text, List<String> warnings) {
        int slash = received.externalId().indexOf('/');
        LocalDate date = date(received, slash);
        int number = number(received, slash);
        NewspaperPage.Reading reading = page.read(text);
        var said = new ArrayList<>(warnings);
        said.addAll(reading.warnings());
        String paper = sources.find(received.source()).map(Source::name).orElse(received.source());
        Set<String> taken = new HashSet<>();
        var articles = new ArrayList<Article>();
        for (Piece piece : reading.pieces()) {
            articles.add(article(
                    received,
                    piece,
                    new Print(paper, date, number, piece.continuedFrom(), piece.continuedOn()),
                    said,
                    taken));
        }
        return articles;
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
        String id =
                received.externalId() + "/" + unique(Identity.contentHash(title).substring(0, SHORT_HASH), taken);
        String contentHash = ContentHash.of(
                piece.kicker().orElse("") + "\n" + title + "\n"
                        + piece.subtitle().orElse(""),
                String.join("\n", piece.paragraphs()) + "\n" + String.join("\n", piece.captions()),
                "",
                print.date() + " " + print.continuedFrom() + " " + print.continuedOn(),
                piece.attribution(),
                List.of(),
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
                List.of(),
                Optional.of(print),
                contentHash,
                said,
                Optional.empty());
    }

    /** A continuation may print no title; its mark and first words stand in. */
    private static String opening(Piece piece, List<String> said) {
        said.add("no title is printed here: the first words stand in for it");
        String first = piece.paragraphs().getFirst();
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
