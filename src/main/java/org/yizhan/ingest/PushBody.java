package org.yizhan.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.json.Malformed;

/** Reads a push request's body into its items: one JSON object, an array of them, or NDJSON. */
final class PushBody {

    static final int MOST_ITEMS = 500;

    private static final int DEEPEST = 100;
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(12_000_000)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // of text in UTF-16 no item could say where it stands
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build());

    private static final ObjectReader LINE = JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PushBody() {}

    /** One item: as it came, and read; or what kept it from being read. */
    sealed interface Item {
        /** An item; {@code raw} are its own characters, exactly as they came. */
        record Read(String raw, JsonNode json) implements Item {}

        /** A line of NDJSON that is no JSON. */
        record Broken(String error) implements Item {}
    }

    static List<Item> read(byte[] body, String contentType) throws Refused {
        byte[] utf8 = utf8(body, contentType);
        if (contentType.toLowerCase(Locale.ROOT).contains("ndjson")) {
            return lines(utf8);
        }
        try (JsonParser parser = JSON.createParser(utf8)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new Refused(400, "the body is empty; send an article as a JSON object");
            }
            return switch (first) {
                case START_OBJECT -> single(utf8, parser);
                case START_ARRAY -> array(utf8, parser);
                default ->
                    throw new Refused(
                            400,
                            "the body is a JSON " + called(first)
                                    + "; send an object, an array of objects, or NDJSON as application/x-ndjson");
            };
        } catch (IOException e) {
            throw new Refused(400, "the body is no readable JSON: " + Malformed.why(e, utf8));
        }
    }

    private static List<Item> single(byte[] utf8, JsonParser parser) throws IOException, Refused {
        Item item = item(utf8, parser);
        if (parser.nextToken() != null) {
            throw new Refused(400, "the body goes on after the first object; send many as an array or as NDJSON");
        }
        return List.of(item);
    }

    private static List<Item> array(byte[] utf8, JsonParser parser) throws IOException, Refused {
        var items = new ArrayList<Item>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == MOST_ITEMS) {
                throw new Refused(422, "the array holds more than " + MOST_ITEMS + " articles; send them in parts");
            }
            items.add(item(utf8, parser));
        }
        if (parser.nextToken() != null) {
            throw new Refused(400, "the body goes on after the array");
        }
        return items;
    }

    private static Item item(byte[] utf8, JsonParser parser) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        JsonNode json = JSON.readTree(parser);
        int to = (int) parser.currentLocation().getByteOffset();
        return new Item.Read(new String(utf8, from, to - from, StandardCharsets.UTF_8), json);
    }

    private static List<Item> lines(byte[] utf8) {
        var items = new ArrayList<Item>();
        new String(utf8, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> {
                    try {
                        items.add(new Item.Read(line, LINE.readTree(line)));
                    } catch (IOException e) {
                        items.add(new Item.Broken(
                                "line " + (items.size() + 1) + " is no readable JSON: " + Malformed.whyInLine(e)));
                    }
                });
        return items;
    }

    /** The bytes in UTF-8 without a byte order mark, whatever charset they came in. */
    static byte[] utf8(byte[] body, String contentType) throws Refused {
        Charset charset = charset(contentType);
        int bom = startsWithBom(body) ? 3 : 0;
        if (bom == 0 && charset.equals(StandardCharsets.UTF_8) && isUtf8(body)) {
            return body;
        }
        ByteBuffer bytes = ByteBuffer.wrap(body, bom, body.length - bom);
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes)
                    .toString();
            return bom == 0 && charset.equals(StandardCharsets.UTF_8) ? body : text.getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new Refused(
                    400,
                    "the body is not " + charset.name() + " at byte " + bytes.position()
                            + "; send UTF-8, or name the charset in Content-Type (GBK: application/json; charset=gb18030)");
        }
    }

    /** Told three times faster than by a strict decoder; no where the text really has a U+FFFD. */
    private static boolean isUtf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
    }

    private static Charset charset(String contentType) throws Refused {
        Matcher matcher = CHARSET.matcher(contentType);
        if (!matcher.find()) {
            return StandardCharsets.UTF_8;
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        try {
            // what declares GB2312 or GBK is read as GB18030, which holds both
            return name.startsWith("gb") ? Charset.forName("GB18030") : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new Refused(400, "the charset '" + name + "' is not known; send UTF-8");
        }
    }

    private static boolean startsWithBom(byte[] body) {
        return body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
    }

    private static String called(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> "string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number";
            case VALUE_NULL -> "null";
            default -> "boolean";
        };
    }
}
