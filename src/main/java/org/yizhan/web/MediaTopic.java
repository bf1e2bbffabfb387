package org.yizhan.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yizhan.article.Tag;

/**
 * A term of IPTC's Media Topics that stands for one of our topics, by {@code dictionaries/topics-iptc.tsv}.
 *
 * @param code as after the colon of {@code medtop:06000000}
 * @param label in English
 */
record MediaTopic(String code, String label) {

    /** The vocabulary's address. */
    static final String SCHEME = "http://cv.iptc.org/newscodes/mediatopic/";

    private static final Map<String, MediaTopic> BY_SLUG = read();

    /** The term for a tag; empty for anything but a topic, and for topics without a line. */
    static Optional<MediaTopic> of(Tag tag) {
        return tag.scheme() == Tag.Scheme.TOPIC ? Optional.ofNullable(BY_SLUG.get(tag.id())) : Optional.empty();
    }

    /** The term as newsrooms write it. */
    String term() {
        return "medtop:" + code;
    }

    private static Map<String, MediaTopic> read() {
        try (InputStream file = MediaTopic.class.getResourceAsStream("/dictionaries/topics-iptc.tsv")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> new MediaTopic(row[1], row[2])));
        } catch (IOException e) {
            throw new UncheckedIOException("the mapping to Media Topics cannot be read", e);
        }
    }
}
