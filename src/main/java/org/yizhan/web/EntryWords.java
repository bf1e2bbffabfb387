package org.yizhan.web;

import java.util.List;
import java.util.stream.Stream;
import org.yizhan.article.Tag;
import org.yizhan.publish.Entry;
import org.yizhan.publish.Tombstone;

/** The words of an entry that no format takes empty or twice. Stateless. */
final class EntryWords {

    private static final int LONGEST_REASON = 150;

    private EntryWords() {}

    /** As published; 无题 where that is nothing that can be seen. */
    static String title(Entry entry) {
        return isVisible(entry.title()) ? entry.title() : "无题";
    }

    /** At least one: who wrote it; where that is not known, who published it. */
    static List<String> authors(Entry entry) {
        List<String> authors = entry.authors().stream()
                .filter(EntryWords::isVisible)
                .distinct()
                .toList();
        return authors.isEmpty() ? List.of(publisher(entry)) : authors;
    }

    private static String publisher(Entry entry) {
        return Stream.of(AtomWriter.sourceName(entry.origin()), entry.origin().source())
                .filter(EntryWords::isVisible)
                .findFirst()
                .orElse("未知来源");
    }

    /** What a tag is called; its id where it has no name. */
    static String label(Tag tag) {
        return isVisible(tag.label()) ? tag.label() : tag.id();
    }

    /** The names of all tags, each once. */
    static List<String> labels(Entry entry) {
        return entry.tags().stream()
                .map(EntryWords::label)
                .map(Characters::valid)
                .distinct()
                .toList();
    }

    /** Why a story is gone, as far as a feed has room for it; empty where nobody says. */
    static String reason(Tombstone tombstone) {
        String reason = Characters.valid(tombstone.reason()).strip();
        return reason.codePointCount(0, reason.length()) <= LONGEST_REASON
                ? reason
                : reason.substring(0, reason.offsetByCodePoints(0, LONGEST_REASON)) + "…";
    }

    private static boolean isVisible(String text) {
        return !Characters.valid(text).isBlank();
    }
}
