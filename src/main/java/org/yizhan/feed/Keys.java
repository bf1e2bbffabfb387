package org.yizhan.feed;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.yizhan.article.Identity;

/**
 * Gives entries their keys. An id is one where it stands at one link only, a link where it stands under one title only
 * (observed: a guid per feed, the site's home page as everybody's link); all others are known by what they say.
 */
final class Keys {

    private static final int LONGEST = 1_000;
    private static final String URN = "urn:sha256:";

    private Keys() {}

    static List<FeedEntry> assign(List<FeedEntry> entries) {
        Set<String> ids = alone(entries, FeedEntry::id, FeedEntry::link);
        List<FeedEntry> others =
                entries.stream().filter(entry -> !ids.contains(entry.id())).toList();
        Set<String> links = alone(others, FeedEntry::link, FeedEntry::title);
        return entries.stream()
                .map(entry -> entry.withKey(key(entry, ids, links)))
                .toList();
    }

    private static String key(FeedEntry entry, Set<String> ids, Set<String> links) {
        if (ids.contains(entry.id())) {
            return line(entry.id());
        }
        return links.contains(entry.link()) ? line(entry.link()) : content(entry);
    }

    /** Keys are listed one a line and stand in indexes; a whole text for an id is known by its hash. */
    static String line(String name) {
        return name.length() > LONGEST ? URN + Identity.fingerprint(name) : name.replaceAll("\\s+", " ");
    }

    private static String content(FeedEntry entry) {
        return "urn:sha256:"
                + Identity.fingerprint(entry.title()
                        + '\n'
                        + Jsoup.parseBodyFragment(entry.body()).text());
    }

    /** The names that always come with the same {@code other}; the empty one is none. */
    private static Set<String> alone(
            List<FeedEntry> entries, Function<FeedEntry, String> name, Function<FeedEntry, String> other) {
        Map<String, Set<String>> others = new HashMap<>();
        entries.forEach(entry -> others.computeIfAbsent(name.apply(entry), first -> new HashSet<>())
                .add(other.apply(entry)));
        others.remove("");
        return others.entrySet().stream()
                .filter(found -> found.getValue().size() == 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
