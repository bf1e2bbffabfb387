package org.yizhan.tag;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yizhan.tag.DictionaryText.Origin;

/**
 * The texts of all dictionaries: each of {@link #NAMES}, and what the operator adds to it in a file of the same name with
 * {@code .local} before the ending. Immutable.
 */
final class DictionaryTexts {

    /** The dictionaries there are. */
    static final List<String> NAMES = List.of(
            "regions.tsv", "region-words.txt", "topics.txt", "departments.tsv", "homepages.tsv", "organizations.tsv");

    private final Map<String, DictionaryText> texts;

    private DictionaryTexts(Map<String, DictionaryText> texts) {
        this.texts = new TreeMap<>(texts);
    }

    /** Those that come with the program. */
    static DictionaryTexts bundled() {
        Map<String, DictionaryText> texts = new TreeMap<>();
        NAMES.forEach(name -> texts.put(name, DictionaryText.of(name, Origin.BUNDLED, bytes(name))));
        return new DictionaryTexts(texts);
    }

    /** The bytes of one that comes with the program. */
    static byte[] bytes(String name) {
        try (InputStream stream = DictionaryTexts.class.getResourceAsStream("/dictionaries/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("dictionary is missing: " + name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("dictionary cannot be read: " + name, e);
        }
    }

    /** {@code topics.local.txt} for {@code topics.txt}. */
    static String local(String name) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + ".local" + name.substring(dot);
    }

    /** Every name a file in the operator's folder may have. */
    static List<String> known() {
        List<String> names = new ArrayList<>(NAMES);
        NAMES.forEach(name -> names.add(local(name)));
        return names;
    }

    /**
     * The operator's file of this name; empty where there is none.
     *
     * @throws BrokenDictionary where it can't be read
     */
    static Optional<DictionaryText> inFolder(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DictionaryText.of(name, Origin.FOLDER, Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new BrokenDictionary(name, 0, "it can't be read: " + e);
        }
    }

    /** These with one text in the place of the one of its name. */
    DictionaryTexts with(DictionaryText text) {
        Map<String, DictionaryText> changed = new TreeMap<>(texts);
        changed.put(text.file(), text);
        return new DictionaryTexts(changed);
    }

    /** These without the operator's file of this name. */
    DictionaryTexts without(String name) {
        Map<String, DictionaryText> changed = new TreeMap<>(texts);
        changed.remove(name);
        return NAMES.contains(name)
                ? new DictionaryTexts(changed).with(DictionaryText.of(name, Origin.BUNDLED, bytes(name)))
                : new DictionaryTexts(changed);
    }

    Optional<DictionaryText> find(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /** By name. */
    Collection<DictionaryText> all() {
        return List.copyOf(texts.values());
    }

    /** The dictionary, and behind it what the operator adds to it. */
    List<DictionaryText> of(String name) {
        List<DictionaryText> found = new ArrayList<>(find(name).stream().toList());
        find(local(name)).ifPresent(found::add);
        return found;
    }

    /** The rows of the dictionary, then those the operator adds. */
    List<DictionaryText.Row> rows(String name) {
        return of(name).stream().flatMap(text -> text.rows().stream()).toList();
    }

    /** Tells two sets apart: the same for the same names and bytes. */
    String edition() {
        StringBuilder all = new StringBuilder();
        texts.values()
                .forEach(text ->
                        all.append(text.file()).append(' ').append(text.hash()).append('\n'));
        return DictionaryText.of("edition", Origin.BUNDLED, all.toString().getBytes(StandardCharsets.UTF_8))
                .hash()
                .substring(0, 12);
    }
}
