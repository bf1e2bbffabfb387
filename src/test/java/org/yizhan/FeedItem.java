package org.yizhan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.rometools.modules.content.ContentModule;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One entry as a feed reader meets it: ROME's view of RSS and Atom, Jackson's of JSON Feed. */
record FeedItem(String id, String title, String content) {

    static final List<String> FORMATS = List.of("rss", "atom", "json");

    private static final JsonMapper JSON = new JsonMapper();

    /** The entries in the document's order. */
    static List<FeedItem> read(String format, byte[] document) throws IOException, FeedException {
        var items = new ArrayList<FeedItem>();
        if (format.equals("json")) {
            for (JsonNode item : JSON.readTree(document).path("items")) {
                items.add(new FeedItem(
                        item.path("id").asText(),
                        item.path("title").asText(),
                        item.path("content_html").asText()));
            }
            return items;
        }
        var feed = new SyndFeedInput().build(new XmlReader(new ByteArrayInputStream(document)));
        for (SyndEntry entry : feed.getEntries()) {
            // in RSS what is gone is an item as well
            if (!entry.getTitle().matches("【已(撤稿|合并|移出|移除)】.*")) {
                items.add(new FeedItem(entry.getUri(), entry.getTitle(), content(entry)));
            }
        }
        return items;
    }

    private static String content(SyndEntry entry) {
        return entry.getModule(ContentModule.URI) instanceof ContentModule encoded
                ? encoded.getEncodeds().getFirst()
                : entry.getContents().getFirst().getValue();
    }

    /** The id under which every feed carries the story. */
    static String idOf(String storyId) {
        return "tag:yizhan.org,2026:story/" + storyId;
    }
}
