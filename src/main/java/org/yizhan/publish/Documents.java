package org.yizhan.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.yizhan.article.Article;
import org.yizhan.article.Verdict;

/**
 * The stored form of articles: JSON in UTF-8, and plain text of one line a paragraph. Unknown fields are passed over, so
 * that a newer program may add some. Safe for concurrent use.
 */
final class Documents {

    /** The version written. */
    static final int SCHEMA = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, null))
            .build();
    private static final ObjectWriter WRITER = JSON.writer();
    private static final ObjectReader HEADS = JSON.readerFor(Head.class);
    private static final ObjectReader VERDICTS = JSON.readerFor(Verdict.class);
    private static final ObjectReader BODIES = JSON.readerFor(Body.class);

    private Documents() {}

    static byte[] bytes(Record document) {
        try {
            return WRITER.writeValueAsBytes(document);
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(
                    "an article can't be written as JSON: " + unwritable.getMessage(), unwritable);
        }
    }

    static Head head(byte[] bytes) {
        try {
            return HEADS.readValue(bytes);
        } catch (IOException damaged) {
            throw new UncheckedIOException("a stored head is no JSON of ours", damaged);
        }
    }

    static Verdict verdict(byte[] bytes) {
        try {
            return VERDICTS.readValue(bytes);
        } catch (IOException damaged) {
            throw new UncheckedIOException("a stored verdict is no JSON of ours", damaged);
        }
    }

    static Body body(byte[] bytes) {
        try {
            return BODIES.readValue(bytes);
        } catch (IOException damaged) {
            throw new UncheckedIOException("a stored body is no JSON of ours", damaged);
        }
    }

    /** The paragraphs as the column holds them. */
    static String text(Article article) {
        return storable(article.text());
    }

    /** The paragraphs of a column. */
    static List<String> paragraphs(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    /** PostgreSQL's text holds no NUL; U+FFFD stands for it. */
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
