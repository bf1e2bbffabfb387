package org.yizhan.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;
import org.yizhan.fuzz.Cost;
import org.yizhan.fuzz.Given;
import org.yizhan.list.Marked;

/** Any first line as a site's own selector, for the page behind it: what it finds, or a warning; and as a list's, marked in it. */
public final class SelectorFuzz {

    private static final String URL = "https://www.example.gov.cn/";

    private SelectorFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Given given = Given.of(bytes);
        Document page = Jsoup.parse(given.text(), URL);
        Cost.bounded(bytes.length, () -> check(given.head(), page));
        Cost.bounded(bytes.length, () -> mark(given.head(), given.body()));
    }

    /** As the dry run shows it: what is marked is the document's text all the same. */
    private static void mark(String css, byte[] body) {
        var channel = new Channel(
                "a", Channel.Kind.POLL_LIST, "a", Map.of("item", css, "date", css, "title", css, "link", css));
        var document = new Fetched.Document(URL, Optional.empty(), Map.of(), body, body.length, Duration.ZERO);
        var pieces = Marked.of(channel, document, List.of()).pieces();
        assertThat(pieces.stream().mapToInt(piece -> piece.text().length()).sum())
                .isLessThanOrEqualTo(200_000);
        assertThat(pieces).noneMatch(piece -> piece.text().isEmpty());
    }

    private static void check(String css, Document page) {
        Selectors selectors = Selectors.of(Map.of("page-body", css));
        var warnings = new ArrayList<String>();
        boolean found = !selectors.select(page, "body", warnings).isEmpty();
        assertThat(warnings).hasSize(found || css.isBlank() ? 0 : 1);
        selectors
                .text(page, "body", new ArrayList<>())
                .ifPresent(text -> assertThat(text).isNotBlank());
    }
}
