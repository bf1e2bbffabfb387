package org.yizhan.feed;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names elements go by in here: lower case, {@code title} for RSS of any version, {@code atom:title}, {@code dc:date},
 * {@code media:content} and so on for the others, whatever prefix or variant of a namespace a document uses.
 */
final class Vocabulary {

    private static final Map<String, String> PREFIXES = prefixes();
    private static final Set<String> KNOWN = Set.copyOf(PREFIXES.values());

    private Vocabulary() {}

    /** The name of the element {@code local} in {@code namespace}; {@code prefix} is used where that is unknown. */
    static String name(String namespace, String prefix, String local) {
        String known = PREFIXES.get(folded(namespace));
        return known == null ? written(prefix, local) : named(known, local);
    }

    /** The name of an element of which only the prefix can be believed. */
    static String written(String prefix, String local) {
        String plain = prefix.toLowerCase(Locale.ROOT);
        return named(plain.isEmpty() || KNOWN.contains(plain) ? plain : "x-" + plain, local);
    }

    static boolean isKnown(String prefix) {
        return KNOWN.contains(prefix.toLowerCase(Locale.ROOT));
    }

    private static String named(String prefix, String local) {
        String plain = local.toLowerCase(Locale.ROOT);
        return prefix.isEmpty() ? plain : prefix + ':' + plain;
    }

    /** Observed: other case, https, a slash or hash more or less → the same namespace. */
    private static String folded(String namespace) {
        String plain = namespace.strip().toLowerCase(Locale.ROOT);
        int from = plain.startsWith("https://") ? 8 : plain.startsWith("http://") ? 7 : 0;
        int to = plain.length();
        while (to > from && "/#".indexOf(plain.charAt(to - 1)) >= 0) {
            to--;
        }
        return plain.substring(from, to);
    }

    private static Map<String, String> prefixes() {
        var prefixes = new HashMap<String, String>();
        put(
                prefixes,
                "",
                "",
                "backend.userland.com/rss",
                "backend.userland.com/rss2",
                "backend.userland.com/rss091",
                "backend.userland.com/rss092",
                "blogs.law.harvard.edu/tech/rss",
                "cyber.law.harvard.edu/rss/rss.html",
                "www.rssboard.org/rss-specification",
                "purl.org/rss/1.0",
                "purl.org/net/rss1.1",
                "purl.org/rss/1.0/modules/rss091",
                "my.netscape.com/rdf/simple/0.9",
                "channel.netscape.com/rdf/simple/0.9",
                "my.netscape.com/publish/formats/rss-0.91.dtd",
                "www.w3.org/xml/1998/namespace");
        put(
                prefixes,
                "atom",
                "www.w3.org/2005/atom",
                "purl.org/atom/ns",
                "purl.org/atom",
                "purl.org/pie",
                "purl.org/echo",
                "uri/of/echo/namespace",
                "example.com/newformat",
                "example.com/necho",
                "bitworking.org/projects/atom/draft-gregorio-03.html");
        put(prefixes, "rdf", "www.w3.org/1999/02/22-rdf-syntax-ns");
        put(prefixes, "dc", "purl.org/dc/elements/1.1", "purl.org/dc/elements/1.0");
        put(prefixes, "dcterms", "purl.org/dc/terms", "purl.org/rss/1.0/modules/dcterms");
        put(prefixes, "content", "purl.org/rss/1.0/modules/content");
        put(prefixes, "sy", "purl.org/rss/1.0/modules/syndication");
        put(prefixes, "media", "search.yahoo.com/mrss", "video.search.yahoo.com/mrss", "www.rssboard.org/media-rss");
        put(prefixes, "itunes", "www.itunes.com/dtds/podcast-1.0.dtd", "example.com/dtds/podcast-1.0.dtd");
        put(prefixes, "xhtml", "www.w3.org/1999/xhtml");
        put(prefixes, "feedburner", "rssnamespace.org/feedburner/ext/1.0");
        put(prefixes, "at", "purl.org/atompub/tombstones/1.0");
        put(prefixes, "admin", "webns.net/mvcb");
        return Map.copyOf(prefixes);
    }

    private static void put(Map<String, String> prefixes, String prefix, String... namespaces) {
        for (String namespace : namespaces) {
            prefixes.put(namespace, prefix);
        }
    }
}
