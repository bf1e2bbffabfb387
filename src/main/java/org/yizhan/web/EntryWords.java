package org.yizhan.web;

import java.util.List;
import java.util.stream.Stream;
import org.yizhan.article.Tag;
import org.yizhan.publish.Entry;

/** The words of an entry that no format takes empty or twice. Stateless. */
final class EntryWords {

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

    private static boolean isVisible(String text) {
        return !Characters.valid(text).isBlank();
    }
}
