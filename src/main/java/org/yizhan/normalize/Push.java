package org.yizhan.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yizhan.article.Image;
import org.yizhan.article.Unreadable;
import org.yizhan.article.WebAddress;
import org.yizhan.json.Malformed;

/**
 * The JSON object of the push API, field by field as it came but for characters no XML can hold. Text that is missing
 * is empty; fields of another type are left out with a warning; unknown fields are ignored.
 */
record Push(
        String title,
        String text,
        String html,
        String url,
        String column,
        String attribution,
        String publishedAt,
        List<String> authors,
        List<String> editors,
        List<Image> images) {

    private static final ObjectReader JSON = new ObjectMapper().reader();

    /**
     * Reads one JSON object.
     *
     * @throws Unreadable {@code unreadable-json} where {@code body} is none
     */
    static Push read(String body, List<String> warnings) {
        JsonNode root = parse(body);
        if (!root.isObject()) {
            throw new Unreadable(
                    "unreadable-json",
                    "an article is one JSON object, not "
                            + root.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        return new Push(
                text(root, "title", warnings),
                text(root, "text", warnings),
                text(root, "html", warnings),
                text(root, "url", warnings),
                text(root, "column", warnings),
                text(root, "attribution", warnings),
                text(root, "publishedAt", warnings),
                texts(root, "authors", warnings),
                texts(root, "editors", warnings),
                images(root, warnings));
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new Unreadable("unreadable-json", "the body is no JSON: " + Malformed.why(malformed));
        }
    }

    private static String text(JsonNode root, String field, List<String> warnings) {
        JsonNode value = root.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isValueNode()) {
            warnings.add(field + " has to be a string and was left out");
            return "";
        }
        return Texts.valid(value.asText());
    }

    private static List<String> texts(JsonNode root, String field, List<String> warnings) {
        JsonNode value = root.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (JsonNode item : value.isArray() ? value : List.of(value)) {
            String text = item.isValueNode() && !item.isNull() ? Texts.oneLine(Texts.valid(item.asText())) : "";
            if (text.isEmpty()) {
                warnings.add("an entry of " + field + " is no string and was left out");
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    private static List<Image> images(JsonNode root, List<String> warnings) {
        var images = new ArrayList<Image>();
        for (JsonNode item : root.path("images")) {
            String url = Texts.valid(
                    item.isTextual() ? item.asText() : item.path("url").asText(""));
            Optional<WebAddress> address = WebAddress.of(url);
            if (address.isPresent()) {
                images.add(new Image(
                        address.get().toString(),
                        Texts.oneLine(Texts.valid(item.path("caption").asText("")))));
            } else {
                warnings.add("an image without an http address was left out");
            }
        }
        return images;
    }
}
