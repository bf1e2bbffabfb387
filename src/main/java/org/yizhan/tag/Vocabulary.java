package org.yizhan.tag;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.yizhan.search.Folding;

/**
 * All words of all dictionaries in one Aho-Corasick automaton; immutable and safe for concurrent use.
 *
 * <p>A text is scanned once. Names (places, bodies, departments) and topic words are then each cut down to the leftmost
 * longest ones, so that 中国网信网 is one name and 上海合作组织 is no Shanghai.
 */
final class Vocabulary {

    private static final Comparator<Hit> LEFTMOST_LONGEST = (one, other) -> one.begin() != other.begin()
            ? Integer.compare(one.begin(), other.begin())
            : Integer.compare(other.length(), one.length());

    private final AhoCorasickDoubleArrayTrie<Entry> trie = new AhoCorasickDoubleArrayTrie<>();

    Vocabulary(Map<String, PlaceName> places, Organizations organizations, Topics topics) {
        Set<String> words = new HashSet<>(places.keySet());
        words.addAll(organizations.names().keySet());
        words.addAll(organizations.departmentNames().keySet());
        words.addAll(organizations.printed().keySet());
        words.addAll(organizations.hidden());
        words.addAll(topics.words().keySet());
        Map<String, Entry> entries = new TreeMap<>();
        for (String word : words) {
            entries.put(
                    word,
                    new Entry(
                            word,
                            Optional.ofNullable(places.get(word)),
                            Optional.ofNullable(organizations.names().get(word)),
                            Optional.ofNullable(organizations.departmentNames().get(word)),
                            topics.words().getOrDefault(word, List.of()),
                            Optional.ofNullable(organizations.printed().get(word)),
                            organizations.hidden().contains(word)));
        }
        Map<String, Entry> found = new TreeMap<>(entries);
        entries.forEach((word, entry) -> found.putIfAbsent(Folding.simplified(word), entry));
        trie.build(found);
    }

    /** Every word in the text, by beginning, the longest first; overlaps included. */
    List<Hit> scan(String text) {
        List<Hit> hits = new ArrayList<>();
        trie.parseText(text, (begin, end, entry) -> {
            hits.add(new Hit(begin, end, entry));
        });
        hits.sort(LEFTMOST_LONGEST);
        return hits;
    }

    /** The names among the hits, leftmost longest, none overlapping. */
    static List<Hit> names(List<Hit> hits) {
        return longest(hits, Entry::isName);
    }

    /** The topic words among the hits, leftmost longest, none overlapping. */
    static List<Hit> topics(List<Hit> hits) {
        return longest(hits, entry -> !entry.topics().isEmpty());
    }

    /** The names of bodies that are known by their news, leftmost longest, none overlapping. */
    static List<Hit> printed(List<Hit> hits) {
        return longest(hits, entry -> entry.printed().isPresent());
    }

    /** The strings in which no body is found; these may overlap. */
    static List<Hit> hiding(List<Hit> hits) {
        return hits.stream().filter(hit -> hit.entry().hides()).toList();
    }

    private static List<Hit> longest(List<Hit> hits, Predicate<Entry> kind) {
        List<Hit> chosen = new ArrayList<>();
        int free = 0;
        for (Hit hit : hits) {
            if (hit.begin() >= free && kind.test(hit.entry())) {
                chosen.add(hit);
                free = hit.end();
            }
        }
        return chosen;
    }
}
