package org.yizhan.feed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.yizhan.article.WebAddress;
import org.yizhan.html.Tree;

/**
 * Finds the feeds that a web page links to: {@code <link rel="alternate">} with the type of a feed (RSS Autodiscovery 1.0,
 * WHATWG HTML "alternate"). Stateless.
 */
public final class Autodiscovery {

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
        var page = Tree.of(html, url, new ArrayList<>());
        Set<String> seen = new HashSet<>();
        return page.select("link[href][rel], a[href][type]").stream()
                .filter(Autodiscovery::isFeed)
                .flatMap(link -> address(link).stream()
                        .map(address -> new Found(
                                address, type(link), link.attr("title").strip())))
                .filter(found -> seen.add(found.url()))
                .toList();
    }

    /** Where it leads; empty where that is nothing of the web. */
    private static Optional<String> address(Element link) {
        String target = link.attr("href");
        return WebAddress.of(link.baseUri())
                .flatMap(base -> base.resolve(target))
                .or(() -> WebAddress.of(target))
                .map(WebAddress::toString)
                .filter(Address::isWeb);
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
