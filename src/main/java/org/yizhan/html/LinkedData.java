package org.yizhan.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a page's JSON-LD says of its article: headline, datePublished, author, articleSection, articleBody. Stateless. */
final class LinkedData {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build()
            .reader();
    private static final List<String> FIELDS =
            List.of("headline", "datePublished", "pubDate", "author", "articleSection", "articleBody");
    private static final int DEEPEST = 6;

    private LinkedData() {}

    static Map<String, String> in(Document page) {
        var values = new HashMap<String, String>();
        for (Element script : page.select("script[type=application/ld+json]")) {
            try {
                collect(JSON.readTree(script.data()), values, 0);
            } catch (JsonProcessingException malformed) {
                // a page's own slip; its other labels are read all the same
            }
        }
        if (values.containsKey("pubDate")) {
            values.putIfAbsent("datePublished", values.get("pubDate"));
        }
        return values;
    }

    private static void collect(JsonNode node, Map<String, String> values, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (node.isObject() && (node.has("headline") || node.has("datePublished") || node.has("pubDate"))) {
            for (String field : FIELDS) {
                String value = text(node.path(field));
                if (!value.isBlank()) {
                    values.putIfAbsent(field, value);
                }
            }
        }
        for (JsonNode child : node) {
            collect(child, values, depth + 1);
        }
    }

    private static String text(JsonNode value) {
        JsonNode one = value.isArray() && !value.isEmpty() ? value.get(0) : value;
        return one.isObject() ? one.path("name").asText("") : one.asText("");
    }
}
