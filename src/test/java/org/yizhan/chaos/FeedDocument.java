package org.yizhan.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * A feed's document as a reader takes it, whichever format.
 *
 * @param entries the stories that stand in it, in order, as often as they do
 * @param titles by story
 * @param texts each entry as it is written, by story
 * @param archive whether it is one of the archive
 * @param older the document with what is older
 */
record FeedDocument(
        List<UUID> entries,
        Map<UUID, String> titles,
        Map<UUID, String> texts,
        boolean archive,
        Optional<String> older) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ID = "tag:yizhan.org,2026:story/";

    /** In RSS what is gone is an item, too. */
    private static final String GONE = "【已(撤稿|合并|移出|移除)】.*";

    static FeedDocument read(String format, byte[] body) throws IOException {
        return format.equals("json") ? json(JSON.readTree(body)) : xml(format.equals("atom"), body);
    }

    private static FeedDocument json(JsonNode feed) {
        var entries = new ArrayList<UUID>();
        var titles = new LinkedHashMap<UUID, String>();
        var texts = new LinkedHashMap<UUID, String>();
        for (JsonNode item : feed.path("items")) {
            UUID story = story(item.path("id").asText());
            entries.add(story);
            titles.put(story, item.path("title").asText());
            texts.put(story, item.toString());
        }
        return new FeedDocument(
                entries,
                titles,
                texts,
                feed.at("/_yizhan/archive").asBoolean(),
                Optional.of(feed.path("next_url").asText()).filter(url -> !url.isEmpty()));
    }

    private static FeedDocument xml(boolean atom, byte[] body) {
        Document document = Jsoup.parse(new String(body, StandardCharsets.UTF_8), "", Parser.xmlParser());
        var entries = new ArrayList<UUID>();
        var titles = new LinkedHashMap<UUID, String>();
        var texts = new LinkedHashMap<UUID, String>();
        for (Element entry : document.select(atom ? "feed > entry" : "channel > item")) {
            String title = child(entry, "title");
            if (!title.matches(GONE)) {
                UUID story = story(child(entry, atom ? "id" : "guid"));
                entries.add(story);
                titles.put(story, title);
                texts.put(story, entry.outerHtml());
            }
        }
        String link = (atom ? "feed > link" : "channel > atom|link") + "[rel=prev-archive]";
        return new FeedDocument(
                entries,
                titles,
                texts,
                !document.getElementsByTag("fh:archive").isEmpty(),
                document.select(link).stream().map(found -> found.attr("href")).findFirst());
    }

    private static String child(Element entry, String name) {
        return entry.children().stream()
                .filter(child -> child.tagName().equals(name))
                .map(Element::text)
                .findFirst()
                .orElse("");
    }

    private static UUID story(String id) {
        if (!id.startsWith(ID)) {
            throw new IllegalArgumentException("no story of ours: '" + id + "'");
        }
        return UUID.fromString(id.substring(ID.length()));
    }
}
