package org.yizhan.validity;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.rometools.modules.content.ContentModule;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Prints what ROME or jsoup reads from a feed as {@code [[id, title, seconds, content], …]}; for {@code
 * src/test/readers/check}.
 */
public final class ReaderDump {

    private ReaderDump() {}

    /** @param arguments {@code rome} or {@code jsoup}, and a file */
    public static void main(String[] arguments) throws IOException, FeedException {
        byte[] document = Files.readAllBytes(Path.of(arguments[1]));
        List<List<Object>> items = arguments[0].equals("rome") ? rome(document) : jsoup(document);
        System.out.write(new JsonMapper().writeValueAsBytes(items));
        System.out.flush();
    }

    private static List<List<Object>> rome(byte[] document) throws IOException, FeedException {
        return new SyndFeedInput()
                .build(new XmlReader(new ByteArrayInputStream(document))).getEntries().stream()
                        .map(entry -> List.<Object>of(
                                entry.getUri(),
                                entry.getTitle(),
                                entry.getPublishedDate().getTime() / 1000,
                                content(entry)))
                        .toList();
    }

    private static String content(SyndEntry entry) {
        return entry.getModule(ContentModule.URI) instanceof ContentModule encoded
                ? encoded.getEncodeds().getFirst()
                : entry.getContents().getFirst().getValue();
    }

    private static List<List<Object>> jsoup(byte[] document) {
        Document feed = Jsoup.parse(new String(document, StandardCharsets.UTF_8), "", Parser.xmlParser());
        return feed.select("item, entry").stream().map(ReaderDump::item).toList();
    }

    private static List<Object> item(Element item) {
        boolean rss = item.normalName().equals("item");
        String date = item.select(rss ? "> pubDate" : "> published").text();
        return List.of(
                item.select(rss ? "> guid" : "> id").text(),
                item.select("> title").text(),
                (rss ? Values.rfc822(date) : java.time.OffsetDateTime.parse(date)).toEpochSecond(),
                item.select(rss ? "> content|encoded" : "> content").text());
    }
}
