package org.yizhan;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** One page of every kind that readers meet; a new kind is a line here. */
record ReaderPages(List<String> paths) {

    /** The first story of the catalogue that has copies, and what that page links to. */
    static ReaderPages of(Relay relay) throws IOException, InterruptedException {
        Document catalogue = Jsoup.parse(relay.get("/").text());
        String copied = catalogue.select(".story:has(.copies) h3 a").attr("href");
        Document story = Jsoup.parse(relay.get(copied).text());
        var paths = new ArrayList<String>(List.of(
                "/",
                "/?q=" + Relay.encoded("社区"),
                "/?from=2026-11-01&to=2026-11-30",
                "/?q=nothing-like-it",
                "/sources"));
        paths.add(copied);
        paths.addAll(first(story, copied + "/compare/"));
        paths.add("/narrow/source?q=" + Relay.encoded("社区"));
        paths.addAll(List.of("/feeds", "/feeds/all", "/feeds/search?q=" + Relay.encoded("社区")));
        paths.addAll(List.of("/regions", "/topics", "/organizations"));
        paths.add(source(relay));
        paths.add("/regions/100000");
        paths.addAll(first(story, "/topics/"));
        paths.addAll(first(catalogue, "/organizations/"));
        paths.addAll(List.of("/status", "/status?state=push-only", "/about"));
        paths.addAll(List.of("/nowhere", "/stories/nobody", "/?before=unreadable"));
        return new ReaderPages(List.copyOf(paths));
    }

    private static String source(Relay relay) throws IOException, InterruptedException {
        for (JsonNode row : relay.export()) {
            if (row.path("status").asText().equals("published")) {
                return "/sources/" + Relay.encoded(row.path("source").asText());
            }
        }
        throw new AssertionError("nothing is published");
    }

    private static List<String> first(Document page, String prefix) {
        return page.select("a[href^=" + prefix + "]").eachAttr("href").stream()
                .limit(1)
                .toList();
    }
}
