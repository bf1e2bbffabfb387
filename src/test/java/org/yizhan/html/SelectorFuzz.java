package org.yizhan.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.yizhan.fuzz.Cost;
import org.yizhan.fuzz.Given;

/** Any first line as a site's own selector, for the page behind it: what it finds, or a warning. */
public final class SelectorFuzz {

    private SelectorFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Given given = Given.of(bytes);
        Document page = Jsoup.parse(given.text(), "https://www.example.gov.cn/");
        Cost.bounded(bytes.length, () -> check(given.head(), page));
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
