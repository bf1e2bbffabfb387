package org.yizhan.tag;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * All dictionaries as they were read at one moment, and what they say. Immutable and safe for concurrent use.
 *
 * @param organizations the listed and the composed ones; {@link Organizations#joined} adds those known by their news
 */
public record Dictionaries(
        DictionaryTexts texts, Regions regions, PlaceWords words, Topics topics, Organizations organizations) {

    /** @throws BrokenDictionary naming file and line, where one of them is */
    static Dictionaries of(DictionaryTexts texts) {
        Regions regions = Regions.parse(texts.rows("regions.tsv"));
        return new Dictionaries(
                texts,
                regions,
                PlaceWords.parse(texts.of("region-words.txt"), regions),
                Topics.parse(texts.of("topics.txt")),
                Organizations.parse(texts, regions));
    }

    /** Those that come with the program. */
    public static Dictionaries bundled() {
        return of(DictionaryTexts.bundled());
    }

    /** The same for the same files: a difference between two instances shows here. */
    public String edition() {
        return texts.edition();
    }

    /** A tagger by these that knows these bodies. */
    public Tagger tagger(Organizations bodies) {
        return new Tagger(regions, words, topics, bodies);
    }

    /**
     * Writes the dictionaries that come with the program into a folder, to be edited there.
     *
     * @return the files written
     * @throws IOException also where one of them is there already: it is not overwritten, and nothing is written
     */
    public static List<Path> export(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : DictionaryTexts.NAMES) {
            if (Files.exists(folder.resolve(name))) {
                throw new IOException(folder.resolve(name) + " is there already; export into another folder");
            }
        }
        List<Path> written = new ArrayList<>();
        for (String name : DictionaryTexts.NAMES) {
            written.add(Files.write(folder.resolve(name), DictionaryTexts.bytes(name), StandardOpenOption.CREATE_NEW));
        }
        return written;
    }
}
