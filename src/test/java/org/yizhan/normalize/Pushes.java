package org.yizhan.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Approval;
import org.yizhan.article.Article;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;

/** Pushes and pages as they come out of {@code articles.received}, and the sources they name. */
final class Pushes {

    static final Instant RECEIVED_AT = Instant.parse("2026-11-23T04:00:00Z");

    private static final JsonMapper JSON = new JsonMapper();
    private static final Normalizer NORMALIZER = new Normalizer(new Known());

    private Pushes() {}

    /** The article made of a push with these fields: name, value, name, value. */
    static Article article(Object... fields) {
        return NORMALIZER.normalize(push(json(fields))).getFirst();
    }

    static String json(Object... fields) {
        Map<String, Object> object = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            object.put((String) fields[i], fields[i + 1]);
        }
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static Received push(String json) {
        return received("cac", "1", Received.Form.PUSH, Received.Encoding.TEXT, json);
    }

    static Received received(String source, String id, Received.Form form, Received.Encoding encoding, String body) {
        return new Received(
                Identity.article(source, id), source, id, form, "", encoding, body, "test", Map.of(), RECEIVED_AT);
    }

    static List<Article> normalize(Received received) {
        return NORMALIZER.normalize(received);
    }

    /** A few sources, found by the names and aliases they are printed under. */
    static final class Known implements Sources {

        private final List<Source> all = List.of(
                source("cac", "中国网信网", "网信中国"),
                source("ganzhouqu-mzj", "张掖市甘州区民政局", "甘州区民政局"),
                source("mzt-fujian", "福建省民政厅", "福建省民政厅官网"));

        private static Source source(String id, String name, String alias) {
            return new Source(id, name, List.of(alias), "", "https://www." + id + ".example/", "push", Approval.NEVER);
        }

        @Override
        public Optional<Source> find(String id) {
            return all.stream().filter(source -> source.id().equals(id)).findFirst();
        }

        @Override
        public Optional<Source> resolve(String printed) {
            return all.stream()
                    .filter(source ->
                            source.name().equals(printed) || source.aliases().contains(printed))
                    .findFirst();
        }

        @Override
        public List<Source> all() {
            return all;
        }
    }
}
