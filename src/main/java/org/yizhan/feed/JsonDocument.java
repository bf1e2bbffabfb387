package org.yizhan.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.yizhan.article.Unreadable;
import org.yizhan.json.Malformed;

/** Reads the outermost object of a JSON Feed item by item, so that one cut off in the middle keeps what came before. */
final class JsonDocument {

    private static final long MOST_TOKENS = 1_000_000;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode items = JSON.createArrayNode();
    private int passedOver;

    private JsonDocument() {}

    /**
     * The object in {@code text}, with the first items of too many.
     *
     * @throws Unreadable {@code unreadable-json} where it is broken before the first item ends
     */
    static JsonNode read(String text, List<String> warnings) {
        var document = new JsonDocument();
        try (JsonParser parser = JSON.createParser(text)) {
            document.read(parser);
        } catch (JsonProcessingException malformed) {
            if (document.items.isEmpty()) {
                throw new Unreadable("unreadable-json", "the body is no JSON: " + Malformed.why(malformed));
            }
            warnings.add("the JSON is broken or cut off after " + (document.items.size() + document.passedOver)
                    + " items; what follows was passed over");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (document.passedOver > 0) {
            warnings.add("only the first " + FeedReader.MOST_ENTRIES + " entries were read");
        }
        return document.root;
    }

    private void read(JsonParser parser) throws IOException {
        parser.nextToken();
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            boolean isList = parser.nextToken() == JsonToken.START_ARRAY;
            if (isList && field.equals("items")) {
                root.set(field, items);
                items(parser);
            } else {
                root.set(field, JSON.<JsonNode>readTree(parser));
            }
        }
    }

    private void items(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() < FeedReader.MOST_ENTRIES) {
                items.add(JSON.<JsonNode>readTree(parser));
            } else {
                parser.skipChildren();
                passedOver++;
            }
        }
    }
}
