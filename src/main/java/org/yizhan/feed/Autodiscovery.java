package org.yizhan.feed;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Finds the feeds that a web page links to: {@code <link rel="alternate">} with the type of a feed (RSS Autodiscovery 1.0,
 * WHATWG HTML "alternate"). Stateless.
 */
public final class Autodiscovery {

    private static final int DEEPEST = 200;
    private static final Set<String> TYPES = Set.of(
            "application/rss+xml",
            "application/atom+xml",
            "application/rdf+xml",
            "application/feed+json",
            "application/json",
            "application/xml",
            "text/xml");

    private Autodiscovery() {}

    /** A feed that a page links to; {@code title} and {@code type} as the page gives them. */
    public record Found(String url, String type, String title) {}

    /**
     * The feeds of the page {@code html}, each address once, in the page's order.
     *
     * @param url the page's address
     */
    public static List<Found> find(String html, String url) {
        var parser = Parser.htmlParser().setMaxDepth(DEEPEST);
        var page = Jsoup.parse(html, url, parser);
        Set<String> seen = new HashSet<>();
        return page.select("link[href][rel], a[href][type]").stream()
                .filter(Autodiscovery::isFeed)
                .map(link -> new Found(
                        link.absUrl("href"), type(link), link.attr("title").strip()))
                .filter(found -> Address.isWeb(found.url()) && seen.add(found.url()))
                .toList();
    }

    private static boolean isFeed(Element link) {
        boolean isAlternate = link.normalName().equals("a")
                || Stream.of(link.attr("rel").split("\\s+"))
                        .anyMatch(rel -> rel.equalsIgnoreCase("alternate") || rel.equalsIgnoreCase("feed"));
        return isAlternate && TYPES.contains(type(link));
    }

    private static String type(Element link) {
        return link.attr("type").strip().toLowerCase(Locale.ROOT).replaceAll("\\s*;.*", "");
    }
}
