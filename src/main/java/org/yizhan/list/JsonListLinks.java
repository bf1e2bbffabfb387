package org.yizhan.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;
import org.yizhan.json.Malformed;

/**
 * Reads lists in JSON by the channel's paths {@code list} (default: the first array of objects), {@code link} (default
 * {@code url}), {@code title} (default {@code title}) and {@code date}. JSONP and assignments are looked through; so are
 * trailing commas, single quotes and line breaks in strings. Read as a stream: what lies beyond the limit costs nothing.
 */
final class JsonListLinks implements LinkReader {

    /** {@code callback(}, {@code var list =}, {@code ;}. */
    private static final Pattern WRAPPER =
            Pattern.compile("\\A[\\s;/*]*(?:var\\s+)?[\\w$.]{0,100}\\s*[=(]\\s*(?=[\\[{])");

    /** Characters; read as a stream, they cost little. */
    private static final int MOST = 15_000_000;

    /** Of all items together: more than are ever taken. */
    private static final long MOST_TOKENS = 400_000;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build()
            .readerFor(JsonNode.class);

    private record Fields(LinkPath link, LinkPath title, Optional<LinkPath> date) {

        static Fields of(Channel channel) {
            return new Fields(
                    LinkPath.of(channel.parameter("link").orElse("url")),
                    LinkPath.of(channel.parameter("title").orElse("title")),
                    channel.parameter("date").map(LinkPath::of));
        }
    }

    @Override
    public Links read(Channel channel, Fetched.Document document) {
        var links = new LinkCollector(document.url());
        LinkText list = LinkText.of(document.body(), MOST);
        list.warnings().forEach(links::warn);
        Matcher wrapper = WRAPPER.matcher(list.text());
        String json = wrapper.find() ? list.text().substring(wrapper.end()) : list.text();
        try (JsonParser parser = READER.createParser(json)) {
            Optional<String> path = channel.parameter("list");
            if (path.isPresent() ? LinkPath.of(path.get()).reach(parser) : isAtList(parser)) {
                gather(parser, Fields.of(channel), links);
            } else {
                links.warn(path.map(missing -> "the path list “" + missing + "” leads to nothing")
                        .orElse("the document holds no array of objects; name it by the parameter list"));
            }
        } catch (IOException broken) {
            links.warn("the JSON breaks off: " + Malformed.why(broken));
        }
        return links.links(Optional.empty());
    }

    /** Moves to the first array that begins with an object. */
    private static boolean isAtList(JsonParser parser) throws IOException {
        JsonToken before = JsonToken.NOT_AVAILABLE;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT && before == JsonToken.START_ARRAY) {
                return true;
            }
            before = token;
        }
        return false;
    }

    private static void gather(JsonParser parser, Fields fields, LinkCollector links) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            parser.nextToken();
        } else if (parser.currentToken() != JsonToken.START_OBJECT) {
            links.warn("the path list leads to no array");
            return;
        }
        boolean undated = true;
        for (; parser.currentToken() == JsonToken.START_OBJECT && !links.isFull(); parser.nextToken()) {
            JsonNode item = READER.readTree(parser);
            String date = fields.date.map(path -> path.text(item)).orElse("");
            undated &= date.isEmpty();
            links.add(fields.link.text(item), plain(fields.title.text(item)), date);
        }
        if (undated && fields.date.isPresent() && !links.isEmpty()) {
            links.warn("the path date leads to nothing in any item");
        }
    }

    /** Observed: search answers mark the words found ({@code <font color=red>}) → text alone. */
    private static String plain(String title) {
        return title.indexOf('<') < 0 && title.indexOf('&') < 0
                ? title
                : Jsoup.parse(title).text();
    }
}
