package org.yizhan.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * The labels in a page's head: those of 国办发〔2017〕47号 (ArticleTitle, PubDate, ContentSource, …), Open Graph and
 * JSON-LD, by name in lower case. Where a name repeats, its first value that is not blank counts.
 */
final class HeadLabels {

    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]{0,200}>");
    private static final Pattern LABEL = Pattern.compile("^(?:(?:文章|稿件|信息)?来\\s*源|作\\s*者)\\s*[:：]\\s*");
    private static final Pattern ORIGINAL = Pattern.compile("\\s*(?:原创稿?|原创稿件)$");

    private final Map<String, String> values = new HashMap<>();
    private final String documentTitle;

    HeadLabels(Document page) {
        documentTitle = Lines.fold(page.title());
        for (Element meta : page.select("meta[content]")) {
            String name = meta.hasAttr("name") ? meta.attr("name") : meta.attr("property");
            name = name.isEmpty() ? meta.attr("itemprop") : name;
            String value = Lines.fold(plain(meta.attr("content")));
            if (!name.isBlank() && !value.isEmpty()) {
                values.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), value);
            }
        }
        LinkedData.in(page).forEach((name, value) -> values.putIfAbsent("ld:" + name, Lines.fold(plain(value))));
    }

    /** Markup inside ArticleTitle and doubly escaped text have been seen → both are read away. */
    private static String plain(String raw) {
        String text = raw.indexOf('&') < 0 ? raw : Parser.unescapeEntities(raw, false);
        return text.indexOf('<') < 0 ? text : TAG.matcher(text).replaceAll("");
    }

    /** The first of {@code names} that has a value. */
    Optional<String> first(String... names) {
        for (String name : names) {
            String value = values.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    Optional<String> title() {
        return first("articletitle", "article_title");
    }

    /** Titles that may carry the site's name: Open Graph's, JSON-LD's, the document's. */
    List<String> decoratedTitles() {
        var titles = new ArrayList<String>();
        first("og:title").ifPresent(titles::add);
        first("ld:headline").ifPresent(titles::add);
        if (!documentTitle.isEmpty()) {
            titles.add(documentTitle);
        }
        return titles;
    }

    /** As printed, the standard's before the others. */
    List<String> times() {
        var times = new ArrayList<String>();
        for (String name : List.of(
                "pubdate",
                "firstpublishedtime",
                "publishdate",
                "publish-date",
                "publishtime",
                "article:published_time",
                "og:published_time",
                "og:release_date",
                "news:published_time",
                "datepublished",
                "ld:datePublished",
                "weibo: article:create_at",
                "bytedance:published_time",
                "date",
                "dc.date",
                "dcterms.created")) {
            first(name).ifPresent(times::add);
        }
        return times;
    }

    /** The prefix 来源： and the suffix 原创稿 have been seen → both are cut off. */
    Optional<String> source() {
        return first("contentsource", "source", "article:source", "mediaid", "og:article:source")
                .map(value ->
                        ORIGINAL.matcher(LABEL.matcher(value).replaceFirst("")).replaceFirst(""))
                .filter(value -> !value.isBlank());
    }

    Optional<String> author() {
        return first("author", "article:author", "ld:author", "og:article:author")
                .map(value -> LABEL.matcher(value).replaceFirst(""))
                .filter(value -> !value.isBlank());
    }

    Optional<String> column() {
        return first("columnname", "article:section", "ld:articleSection");
    }

    Optional<String> siteName() {
        return first("sitename", "og:site_name", "application-name");
    }

    /** Ministries' ids begin with {@code bm}; the others' first six digits are the region. */
    Optional<String> region() {
        return first("siteidcode")
                .filter(code -> code.matches("\\d{10}|bm\\d{8}"))
                .map(code -> code.startsWith("bm") ? "100000" : code.substring(0, 6));
    }
}
