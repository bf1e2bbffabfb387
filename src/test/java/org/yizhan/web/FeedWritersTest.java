package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.rometools.modules.content.ContentModule;
import com.rometools.rome.feed.module.Module;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.yizhan.Row;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Tombstone;

class FeedWritersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Links LINKS = new Links(URI.create("https://news.example/"));
    private static final Instant CHANGED = Instant.parse("2026-11-23T04:00:30.250Z");

    /** What a reader takes from one item, whatever the format. */
    private record Item(String id, String link, String title, Instant published, String content) {}

    private static FeedHead head(FeedFormat format) {
        return new FeedHead(
                Links.feedName(FeedName.ALL),
                "全部报道 - 驿站",
                "每篇报道一条",
                "https://news.example/feeds/all." + format.suffix(),
                "https://news.example/",
                Optional.of("https://news.example/websub"));
    }

    private static FeedPrinter printer(Links links) {
        return new FeedPrinter(links, Optional.empty(), new Renderings(() -> CHANGED));
    }

    private static byte[] write(FeedFormat format, FeedContent content) {
        return printer(LINKS).write(head(format), format, content).bytes();
    }

    private static byte[] write(FeedFormat format, Entry... entries) {
        return write(format, new FeedContent(7, CHANGED, List.of(entries), List.of()));
    }

    private static Document xml(byte[] document) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(document));
    }

    private static SyndFeed rome(byte[] document) throws Exception {
        return new SyndFeedInput().build(new XmlReader(new ByteArrayInputStream(document)));
    }

    private static JsonNode json(byte[] document) throws IOException {
        return JSON.readTree(document);
    }

    private static List<Item> items(FeedFormat format, byte[] document) throws Exception {
        var items = new ArrayList<Item>();
        if (format == FeedFormat.JSON) {
            for (JsonNode item : json(document).path("items")) {
                items.add(new Item(
                        item.path("id").asText(),
                        item.path("url").asText(),
                        item.path("title").asText(),
                        OffsetDateTime.parse(item.path("date_published").asText())
                                .toInstant(),
                        item.path("content_html").asText()));
            }
            return items;
        }
        for (SyndEntry entry : rome(document).getEntries()) {
            items.add(new Item(
                    entry.getUri(),
                    entry.getLink(),
                    entry.getTitle(),
                    entry.getPublishedDate().toInstant(),
                    content(entry)));
        }
        return items;
    }

    private static String content(SyndEntry entry) {
        Module module = entry.getModule(ContentModule.URI);
        return module instanceof ContentModule encoded
                ? encoded.getEncodeds().getFirst()
                : entry.getContents().getFirst().getValue();
    }

    private static Element only(Document document, String namespace, String name) {
        NodeList found = document.getElementsByTagNameNS(namespace, name);
        assertThat(found.getLength()).as(name).isEqualTo(1);
        return (Element) found.item(0);
    }

    private static List<String> children(Node parent) {
        var names = new ArrayList<String>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element) {
                names.add(child.getNodeName());
            }
        }
        return names;
    }

    @Test
    void allFormatsSayTheSameOfEachStoryInTheSameOrder() throws Exception {
        Entry[] entries = Entries.entries(5).toArray(Entry[]::new);
        List<Item> atom = items(FeedFormat.ATOM, write(FeedFormat.ATOM, entries));
        assertThat(atom).hasSize(5);
        assertThat(items(FeedFormat.RSS, write(FeedFormat.RSS, entries))).isEqualTo(atom);
        assertThat(items(FeedFormat.JSON, write(FeedFormat.JSON, entries))).isEqualTo(atom);
        assertThat(atom.getFirst())
                .isEqualTo(new Item(
                        "tag:yizhan.org,2026:story/" + Entries.id("story-0"),
                        "https://news.example/stories/" + Entries.id("story-0"),
                        "社区议事亭开门第 0 天",
                        Entries.NOON,
                        EntryContent.html(entries[0], LINKS)));
    }

    @Test
    void idIsMadeOfTheStoryIdAloneWhateverElseChanges() throws Exception {
        Entry entry = Entries.entry(0);
        Entry other = Entries.carried(
                Entries.updated(entry, CHANGED.plusSeconds(9), "别的题目"),
                Entries.copy("else", "mca", "民政部", "https://mca.example/"),
                List.of());
        for (FeedFormat format : FeedFormat.values()) {
            assertThat(items(format, write(format, other)).getFirst().id())
                    .isEqualTo(items(format, write(format, entry)).getFirst().id());
        }
        byte[] elsewhere = printer(new Links(URI.create("https://moved.example")))
                .write(head(FeedFormat.ATOM), FeedFormat.ATOM, new FeedContent(7, CHANGED, List.of(entry), List.of()))
                .bytes();
        assertThat(items(FeedFormat.ATOM, elsewhere).getFirst().id())
                .isEqualTo("tag:yizhan.org,2026:story/" + entry.storyId());
    }

    @ParameterizedTest
    @EnumSource(FeedFormat.class)
    void whatWasWrittenBeforeChangesNothingAboutWhatIsWritten(FeedFormat format) {
        FeedPrinter printer = printer(LINKS);
        Entry changed = Entries.updated(Entries.entry(1), CHANGED.plusSeconds(9), "别的题目");
        for (List<Entry> entries : List.of(
                Entries.entries(3),
                Entries.entries(3).reversed(),
                List.of(Entries.entry(0), changed, Entries.entry(2)),
                List.of(Entries.entry(1)))) {
            var content = new FeedContent(7, CHANGED, entries, List.of());
            assertThat(printer.write(head(format), format, content).bytes()).isEqualTo(write(format, content));
        }
        var after = new FeedContent(8, CHANGED, List.of(changed), List.of());
        assertThat(new String(printer.write(head(format), format, after).bytes(), StandardCharsets.UTF_8))
                .contains("别的题目");
    }

    @Test
    void atomHasWhatRfc4287Demands() throws Exception {
        Document feed = xml(write(FeedFormat.ATOM, Entries.entry(0)));
        Element root = feed.getDocumentElement();
        assertThat(root.getNamespaceURI()).isEqualTo(AtomWriter.NAMESPACE);
        assertThat(children(root)).contains("id", "title", "updated", "author").endsWith("entry");
        assertThat(children(root.getLastChild()))
                .contains("id", "title", "updated", "published", "author", "content", "source");
        assertThat(Instant.parse(text(root, "updated"))).isEqualTo(CHANGED);
        assertThat(text((Element) root.getLastChild(), "updated")).isEqualTo("2026-11-23T12:00:30+08:00");
        assertThat(links(root, "self")).containsExactly("https://news.example/feeds/all.atom");
        assertThat(links(root, "hub")).containsExactly("https://news.example/websub");
        assertThat(links(root, "alternate")).containsExactly("https://news.example/");
    }

    private static String text(Element parent, String child) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(child)) {
                return node.getTextContent();
            }
        }
        throw new AssertionError("no " + child);
    }

    private static List<String> links(Element parent, String relation) {
        var links = new ArrayList<String>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element
                    && element.getLocalName().equals("link")
                    && element.getAttribute("rel").equals(relation)) {
                links.add(element.getAttribute("href"));
            }
        }
        return links;
    }

    @Test
    void rssHasWhatValidatorsAskFor() throws Exception {
        Document feed = xml(write(FeedFormat.RSS, Entries.entry(0)));
        Element channel = (Element) feed.getElementsByTagName("channel").item(0);
        assertThat(feed.getDocumentElement().getAttribute("version")).isEqualTo("2.0");
        assertThat(children(channel)).startsWith("title", "link", "description").endsWith("item");
        assertThat(links(channel, "self")).containsExactly("https://news.example/feeds/all.rss");
        Element item = (Element) channel.getLastChild();
        assertThat(text(item, "pubDate")).isEqualTo("Mon, 23 Nov 2026 12:00:00 +0800");
        assertThat(text(channel, "lastBuildDate")).isEqualTo("Mon, 23 Nov 2026 12:00:30 +0800");
        Element guid = (Element) item.getElementsByTagName("guid").item(0);
        assertThat(guid.getAttribute("isPermaLink")).isEqualTo("false");
        assertThat(guid.getTextContent()).isEqualTo("tag:yizhan.org,2026:story/" + Entries.id("story-0"));
        assertThat(children(item)).doesNotContain("author").contains("dc:creator", "content:encoded");
        Element enclosure = (Element) item.getElementsByTagName("enclosure").item(0);
        assertThat(List.of(enclosure.getAttribute("url"), enclosure.getAttribute("type")))
                .containsExactly("https://www.cac.example/0.jpg", "image/jpeg");
    }

    @Test
    void jsonFeedHasWhatVersion11Demands() throws Exception {
        JsonNode feed = json(write(FeedFormat.JSON, Entries.entry(0)));
        assertThat(feed.path("version").asText()).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(feed.path("feed_url").asText()).isEqualTo("https://news.example/feeds/all.json");
        assertThat(feed.path("home_page_url").asText()).isEqualTo("https://news.example/");
        assertThat(feed.path("hubs").path(0).path("url").asText()).isEqualTo("https://news.example/websub");
        JsonNode item = feed.path("items").path(0);
        assertThat(item.path("authors").path(0).path("name").asText()).isEqualTo("张三");
        assertThat(item.path("external_url").asText()).isEqualTo("https://www.cac.example/0.htm");
        assertThat(item.path("date_modified").asText()).isEqualTo("2026-11-23T12:00:30+08:00");
        assertThat(item.path("tags").toString()).isEqualTo("[\"甘州区\",\"民政\",\"卫生健康\"]");
    }

    @Test
    void everyFormatNamesTheOriginAndWhereItStands() throws Exception {
        Entry entry = Entries.entry(0);
        Element atom = (Element)
                xml(write(FeedFormat.ATOM, entry)).getDocumentElement().getLastChild();
        assertThat(links(atom, "via")).containsExactly("https://www.cac.example/0.htm");
        Element source = (Element) atom.getElementsByTagName("source").item(0);
        assertThat(children(source)).contains("id", "title", "updated");
        assertThat(text(source, "title")).isEqualTo("中国网信网");
        Document rss = xml(write(FeedFormat.RSS, entry));
        Element item = (Element) rss.getElementsByTagName("item").item(0);
        Element named = (Element) item.getElementsByTagName("source").item(0);
        assertThat(named.getTextContent()).isEqualTo("中国网信网");
        assertThat(named.getAttribute("url")).isEqualTo("https://www.cac.example/0.htm");
        assertThat(links(item, "via")).containsExactly("https://www.cac.example/0.htm");
        assertThat(json(write(FeedFormat.JSON, entry))
                        .at("/items/0/_yizhan/source")
                        .toString())
                .isEqualTo("{\"id\":\"cac\",\"name\":\"中国网信网\",\"url\":\"https://www.cac.example/0.htm\"}");
    }

    @Test
    void everyFormatNamesAnOriginThatWeHaveNoArticleOf() throws Exception {
        Entry entry = Entries.entry(1);
        Entry known = Entries.carried(entry, Entries.crediting(entry.origin(), "民政部", "mca", ""), List.of());
        Document atom = xml(write(FeedFormat.ATOM, known));
        Element source = only(atom, AtomWriter.NAMESPACE, "source");
        assertThat(source.getTextContent()).contains("民政部", "tag:yizhan.org,2026:source/mca");
        Element rss = only(xml(write(FeedFormat.RSS, known)), "", "source");
        assertThat(rss.getTextContent()).isEqualTo("民政部");
        assertThat(rss.getAttribute("url")).isEqualTo("https://news.example/feeds/source/mca.rss");
        JsonNode item = json(write(FeedFormat.JSON, known)).at("/items/0");
        assertThat(item.at("/_yizhan/unseenOrigin").toString()).isEqualTo("{\"name\":\"民政部\",\"sourceId\":\"mca\"}");
        assertThat(item.path("content_html").asText()).contains("原始出处：民政部（未收录），见 <a");
    }

    @Test
    void anUnknownOutletIsNamedByItsNameAndThePrintedAddress() throws Exception {
        Entry entry = Entries.entry(1);
        Copy origin = Entries.crediting(entry.origin(), "样报", "", "https://paper.example/9");
        Entry unknown = Entries.carried(entry, origin, List.of());
        Element source = only(xml(write(FeedFormat.ATOM, unknown)), AtomWriter.NAMESPACE, "source");
        assertThat(source.getTextContent()).contains("样报", "tag:yizhan.org,2026:outlet/%E6%A0%B7%E6%8A%A5");
        Element rss = only(xml(write(FeedFormat.RSS, unknown)), "", "source");
        assertThat(rss.getTextContent()).isEqualTo("样报");
        assertThat(rss.getAttribute("url")).isEqualTo("https://paper.example/9");
    }

    @Test
    void anOutletThatCarriesACopyIsNoUnseenOrigin() {
        Entry entry = Entries.entry(1);
        Copy copy = entry.copies().getFirst();
        Entry carried = Entries.carried(
                entry, Entries.crediting(entry.origin(), copy.sourceName(), copy.source(), ""), List.of(copy));
        assertThat(carried.unseenOrigin()).isEmpty();
        Copy own = Entries.crediting(entry.origin(), entry.origin().sourceName(), "", "");
        assertThat(Entries.carried(entry, own, List.of()).unseenOrigin()).isEmpty();
    }

    @Test
    void categoriesNameTheirVocabulary() throws Exception {
        Element category = (Element) xml(write(FeedFormat.ATOM, Entries.entry(0)))
                .getElementsByTagName("category")
                .item(0);
        assertThat(List.of(
                        category.getAttribute("term"), category.getAttribute("scheme"), category.getAttribute("label")))
                .containsExactly("620702", "tag:yizhan.org,2026:scheme/region", "甘州区");
        Element domain = (Element) xml(write(FeedFormat.RSS, Entries.entry(0)))
                .getElementsByTagName("category")
                .item(1);
        assertThat(domain.getAttribute("domain")).isEqualTo("tag:yizhan.org,2026:scheme/topic");
        assertThat(domain.getTextContent()).isEqualTo("民政");
        assertThat(json(write(FeedFormat.JSON, Entries.entry(0)))
                        .at("/items/0/_yizhan/categories/0")
                        .toString())
                .isEqualTo("{\"scheme\":\"region\",\"id\":\"620702\",\"label\":\"甘州区\"}");
    }

    @Test
    void topicsWithATermInMediaTopicsCarryItToo() throws Exception {
        Element atom = (Element) xml(write(FeedFormat.ATOM, Entries.entry(0)))
                .getElementsByTagName("category")
                .item(3);
        assertThat(List.of(atom.getAttribute("term"), atom.getAttribute("scheme"), atom.getAttribute("label")))
                .containsExactly("medtop:07000000", "http://cv.iptc.org/newscodes/mediatopic/", "health");
        Element rss = (Element) xml(write(FeedFormat.RSS, Entries.entry(0)))
                .getElementsByTagName("category")
                .item(3);
        assertThat(rss.getAttribute("domain")).isEqualTo("http://cv.iptc.org/newscodes/mediatopic/");
        assertThat(rss.getTextContent()).isEqualTo("medtop:07000000");
    }

    @Test
    void whatIsGoneIsToldInEveryFormatOfTheSameStories() throws Exception {
        List<Tombstone> graves = IntStream.range(0, 50)
                .mapToObj(number -> new Tombstone(
                        Entries.id("gone" + number),
                        Entries.NOON,
                        number % 3 == 0 ? "merged into " + Entries.id("other") : "长".repeat(number % 3 * 4_000)))
                .toList();
        var content = new FeedContent(7, CHANGED, Entries.entries(3), graves);
        List<String> expected =
                graves.stream().map(grave -> Links.storyName(grave.storyId())).toList();
        List<String> live = Entries.entries(3).stream()
                .map(entry -> Links.storyName(entry.storyId()))
                .toList();
        NodeList deleted =
                xml(write(FeedFormat.ATOM, content)).getElementsByTagNameNS(AtomWriter.TOMBSTONES, "deleted-entry");
        assertThat(IntStream.range(0, deleted.getLength())
                        .mapToObj(number -> ((Element) deleted.item(number)).getAttribute("ref")))
                .containsExactlyElementsOf(expected);
        assertThat(json(write(FeedFormat.JSON, content)).at("/_withdrawn").findValuesAsText("id"))
                .containsExactlyElementsOf(expected);
        NodeList items = xml(write(FeedFormat.RSS, content)).getElementsByTagName("item");
        List<Element> read = IntStream.range(0, items.getLength())
                .mapToObj(number -> (Element) items.item(number))
                .toList();
        assertThat(read.subList(0, 3).stream().map(item -> child(item, "guid"))).containsExactlyElementsOf(live);
        assertThat(read.subList(3, 53).stream().map(item -> child(item, "guid")))
                .containsExactlyElementsOf(expected);
        assertThat(read.subList(3, 53))
                .allSatisfy(item -> assertThat(child(item, "title")).matches("【(已撤稿】这篇报道已撤下|已合并】这篇报道已并入另一篇)"));
    }

    private static String child(Element item, String name) {
        return item.getElementsByTagName(name).item(0).getTextContent();
    }

    @Test
    void tombstonesStandAheadOfTheEntriesButInRssBehindThemAsItems() throws Exception {
        var gone = new Tombstone(Entries.id("gone"), Entries.NOON, "内容有误 & <撤回>")
                .published(Entries.NOON.minusSeconds(86_400));
        var content = new FeedContent(7, CHANGED, List.of(Entries.entry(0)), List.of(gone));
        String id = "tag:yizhan.org,2026:story/" + gone.storyId();
        Document atom = xml(write(FeedFormat.ATOM, content));
        Element deleted = only(atom, AtomWriter.TOMBSTONES, "deleted-entry");
        assertThat(deleted.getAttribute("ref")).isEqualTo(id);
        assertThat(deleted.getAttribute("when")).isEqualTo("2026-11-23T12:00:00+08:00");
        assertThat(deleted.getTextContent()).isEqualTo("内容有误 & <撤回>");
        assertThat(children(atom.getDocumentElement())).endsWith("at:deleted-entry", "entry");
        Document rss = xml(write(FeedFormat.RSS, content));
        Element item = (Element) rss.getElementsByTagName("item").item(1);
        assertThat(children(item)).containsExactly("title", "link", "guid", "pubDate", "atom:updated", "description");
        assertThat(child(item, "guid")).isEqualTo(id);
        assertThat(child(item, "title")).startsWith("【已撤稿】");
        assertThat(child(item, "pubDate")).isEqualTo("Sun, 22 Nov 2026 12:00:00 +0800");
        assertThat(child(item, "atom:updated")).isEqualTo("2026-11-23T12:00:00+08:00");
        assertThat(child(item, "description")).isEqualTo("这篇报道已于2026年11月23日12:00撤下。原因：内容有误 &amp; &lt;撤回&gt;");
        JsonNode withdrawn = json(write(FeedFormat.JSON, content)).at("/_withdrawn/0");
        assertThat(withdrawn.toString())
                .isEqualTo("{\"id\":\"" + id + "\",\"date\":\"2026-11-23T12:00:00+08:00\",\"reason\":\"内容有误 & <撤回>\"}");
    }

    @Test
    void whatWasMergedLeftOrErasedIsToldApart() throws Exception {
        UUID other = Entries.id("other");
        var merged = new Tombstone(Entries.id("merged"), Entries.NOON, "merged into " + other);
        var left = new Tombstone(Entries.id("left"), Entries.NOON, "本站的一份有误").elsewhere();
        var erased = Tombstone.erased(Entries.id("erased"), Entries.NOON);
        var content = new FeedContent(7, CHANGED, List.of(), List.of(merged, left, erased));
        Document rss = xml(write(FeedFormat.RSS, content));
        NodeList titles = rss.getElementsByTagName("title");
        assertThat(IntStream.range(1, 4).mapToObj(at -> titles.item(at).getTextContent()))
                .containsExactly("【已合并】这篇报道已并入另一篇", "【已移出】这篇报道已移出这里", "【已移除】");
        NodeList items = rss.getElementsByTagName("item");
        assertThat(child((Element) items.item(1), "description"))
                .isEqualTo("这篇报道已于2026年11月23日12:00移出这里，它本身没有撤下，点开仍可读到。移出的原因：本站的一份有误");
        assertThat(children((Element) items.item(2))).containsExactly("title", "guid", "pubDate", "atom:updated");
        JsonNode json = json(write(FeedFormat.JSON, content)).at("/_withdrawn");
        assertThat(json.at("/0/reason").asText())
                .isEqualTo("这篇报道已于2026年11月23日12:00并入另一篇，见 https://news.example/stories/" + other);
        assertThat(json.at("/1/reason").asText()).contains("/stories/" + left.storyId(), "没有撤下", "本站的一份有误");
        assertThat(json.get(2).has("reason")).isFalse();
        NodeList deleted =
                xml(write(FeedFormat.ATOM, content)).getElementsByTagNameNS(AtomWriter.TOMBSTONES, "deleted-entry");
        assertThat(IntStream.range(0, 3).mapToObj(at -> deleted.item(at).getTextContent()))
                .containsExactly(
                        json.at("/0/reason").asText(), json.at("/1/reason").asText(), "");
    }

    @Test
    @Row("S16")
    void noCharacterMakesXmlInvalid() throws Exception {
        var evil = new StringBuilder("题");
        for (char c = 0; c < 0x20; c++) {
            evil.append(c);
        }
        evil.append("\u007f\u0085\ud800中\udc00\ufffe\uffff]]>&amp;<b>\"'\ud83d\ude00末");
        Entry entry = Entries.withBody(Entries.titled(Entries.entry(0), evil.toString()), "<p>" + evil + "</p>");
        Copy origin = Entries.copy("o", "来源" + evil, evil.toString(), "https://x.example/" + evil);
        Entry hostile = Entries.carried(entry, origin, List.of(origin));
        for (FeedFormat format : FeedFormat.values()) {
            Item item = items(format, write(format, hostile)).getFirst();
            assertThat(item.title().replaceAll("\\s+", " "))
                    .as(format.suffix())
                    .isEqualTo("题 中]]>&amp;<b>\"'\ud83d\ude00末");
        }
        var head = new FeedHead("id", evil.toString(), evil.toString(), "https://x/", "https://x/", Optional.empty());
        for (FeedFormat format : List.of(FeedFormat.RSS, FeedFormat.ATOM)) {
            assertThat(rome(printer(LINKS)
                                    .write(head, format, new FeedContent(1, CHANGED, List.of(hostile), List.of()))
                                    .bytes())
                            .getEntries())
                    .hasSize(1);
        }
    }

    @Test
    @Row("S16")
    void contentHoldsNoScriptEvenWhereTheStoreDid() throws Exception {
        Entry entry = Entries.withBody(
                Entries.entry(0),
                "<p>文<img src=x onerror=alert(1)></p><script>alert(2)</script><a href=' javascript:alert(3)'>链</a>"
                        + "<a href=\"java&#115;cript:alert(4)\">链</a><svg onload=alert(5)></svg><p style=\"x\">末</p>"
                        + "<a href=\"java&Tab;script:alert(6)\">链</a><iframe srcdoc=x></iframe><p/onclick=alert(7)>尾</p>");
        for (FeedFormat format : FeedFormat.values()) {
            var body =
                    Jsoup.parse(items(format, write(format, entry)).getFirst().content(), "https://x.example");
            assertThat(body.select("script, iframe, svg, [onerror], [onclick], [onload]"))
                    .isEmpty();
            assertThat(body.select("a[href]").eachAttr("href"))
                    .as(format.suffix())
                    .allMatch(address -> address.startsWith("https://"));
            assertThat(body.text()).contains("文", "末", "尾");
        }
    }

    @Test
    void titleOfTenThousandCharactersStaysWhole() throws Exception {
        String title = "长".repeat(10_000);
        for (FeedFormat format : FeedFormat.values()) {
            assertThat(items(format, write(format, Entries.titled(Entries.entry(0), title))))
                    .first()
                    .extracting(Item::title)
                    .isEqualTo(title);
        }
    }

    @Test
    void noFeedGrowsBeyondItsLimitAndTheNewestStay() throws Exception {
        var entries = new ArrayList<Entry>();
        for (Entry entry : Entries.entries(50)) {
            entries.add(Entries.withBody(entry, "<p>" + "新".repeat(9_000) + "</p>"));
        }
        for (FeedFormat format : FeedFormat.values()) {
            byte[] feed = write(format, entries.toArray(Entry[]::new));
            assertThat(feed.length).isBetween(200_000, FeedWriter.MAX_BYTES);
            List<Item> items = items(format, feed);
            assertThat(items).hasSizeBetween(5, 9);
            assertThat(items.getLast().title())
                    .isEqualTo(entries.get(items.size() - 1).title());
        }
    }

    @Test
    void equalContentGivesEqualBytes() {
        for (FeedFormat format : FeedFormat.values()) {
            assertThat(write(format, Entries.entry(0))).isEqualTo(write(format, Entries.entry(0)));
        }
    }

    @Test
    void anEmptyFeedIsValid() throws Exception {
        var nothing = new FeedContent(0, Instant.EPOCH, List.of(), List.of());
        assertThat(rome(write(FeedFormat.RSS, nothing)).getEntries()).isEmpty();
        assertThat(rome(write(FeedFormat.ATOM, nothing)).getEntries()).isEmpty();
        assertThat(json(write(FeedFormat.JSON, nothing)).path("items")).isEmpty();
        assertThat(new String(write(FeedFormat.ATOM, nothing), StandardCharsets.UTF_8))
                .contains("<updated>1970-01-01T08:00:00+08:00</updated>");
    }

    @Test
    void aStoryWithoutAuthorsIsItsSourcesAndOneWithoutAddressIsOurs() throws Exception {
        Entry entry = Entries.carried(Entries.entry(0), Entries.copy("o", "民政/局", "", "javascript:1"), List.of());
        Entry bare = new Entry(
                entry.storyId(),
                entry.title(),
                entry.html(),
                "",
                entry.publishedAt(),
                entry.updatedAt(),
                1,
                entry.origin(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        assertThat(rome(write(FeedFormat.ATOM, bare)).getEntries().getFirst().getAuthor())
                .isEqualTo("民政/局");
        Document rss = xml(write(FeedFormat.RSS, bare));
        Element source = (Element) rss.getElementsByTagName("source").item(0);
        assertThat(source.getAttribute("url"))
                .isEqualTo("https://news.example/feeds/source/%E6%B0%91%E6%94%BF%2F%E5%B1%80.rss");
        assertThat(json(write(FeedFormat.JSON, bare)).at("/items/0").has("external_url"))
                .isFalse();
    }

    /** A notice with a number, a document and a picture of a known size. */
    private static Entry notice() {
        return Entries.withBody(Entries.entry(0), """
                <p>云办发〔2026〕12号</p><p>各县：<a href="https://x.example/a.pdf">附件</a></p>
                <p><img src="https://www.cac.example/0.jpg" width="640" height="480"></p><p>2026年3月1日</p>""");
    }

    @Test
    void everyFormatCarriesAttachmentsAndPictures() throws Exception {
        Document atom = xml(write(FeedFormat.ATOM, notice()));
        Element entry = (Element) atom.getDocumentElement().getLastChild();
        assertThat(links(entry, "enclosure"))
                .containsExactly("https://x.example/a.pdf", "https://www.cac.example/0.jpg");
        Document rss = xml(write(FeedFormat.RSS, notice()));
        Element enclosure = only(rss, "", "enclosure");
        assertThat(List.of(enclosure.getAttribute("url"), enclosure.getAttribute("type")))
                .containsExactly("https://x.example/a.pdf", "application/pdf");
        for (Document document : List.of(atom, rss)) {
            Element picture = only(document, EntryModules.MEDIA, "content");
            assertThat(picture.getAttribute("url")).isEqualTo("https://www.cac.example/0.jpg");
            assertThat(picture.getAttribute("width")).isEqualTo("640");
            assertThat(picture.getTextContent()).isEqualTo("议事亭");
            assertThat(only(document, EntryModules.MEDIA, "thumbnail").getAttribute("height"))
                    .isEqualTo("480");
        }
        assertThat(json(write(FeedFormat.JSON, notice()))
                        .at("/items/0/attachments")
                        .toString())
                .isEqualTo(
                        "[{\"url\":\"https://x.example/a.pdf\",\"mime_type\":\"application/pdf\",\"title\":\"附件\"},"
                                + "{\"url\":\"https://www.cac.example/0.jpg\",\"mime_type\":\"image/jpeg\",\"title\":\"议事亭\"}]");
    }

    @Test
    void everyFormatSaysUnderWhichNumberADocumentWasIssued() throws Exception {
        for (FeedFormat format : List.of(FeedFormat.ATOM, FeedFormat.RSS)) {
            Document document = xml(write(format, notice()));
            assertThat(only(document, EntryModules.TERMS, "identifier").getTextContent())
                    .isEqualTo("云办发〔2026〕12号");
            assertThat(only(document, EntryModules.TERMS, "issued").getTextContent())
                    .isEqualTo("2026-03-01");
        }
        assertThat(json(write(FeedFormat.JSON, notice()))
                        .at("/items/0/_yizhan/document")
                        .toString())
                .isEqualTo("{\"number\":\"云办发〔2026〕12号\",\"issued\":\"2026-03-01\"}");
        assertThat(new String(write(FeedFormat.ATOM, Entries.entry(1)), StandardCharsets.UTF_8))
                .doesNotContain("<dcterms:");
    }

    @Test
    void opmlListsFeedsInGroups() throws Exception {
        var groups = new java.util.LinkedHashMap<String, List<OpmlWriter.Outline>>();
        groups.put("全部", List.of(OpmlWriter.Outline.of(LINKS, FeedName.ALL, "全部报道")));
        groups.put("来源", List.of(OpmlWriter.Outline.of(LINKS, FeedName.source("a/b&c"), "甲\u0000\"<乙>")));
        Document opml = xml(new OpmlWriter().write("驿站", groups));
        assertThat(opml.getDocumentElement().getAttribute("version")).isEqualTo("2.0");
        NodeList outlines = opml.getElementsByTagName("outline");
        Element feed = (Element) outlines.item(3);
        assertThat(feed.getAttribute("xmlUrl")).isEqualTo("https://news.example/feeds/source/a%2Fb%26c.atom");
        assertThat(feed.getAttribute("text")).isEqualTo("甲\"<乙>");
        assertThat(feed.getAttribute("type")).isEqualTo("rss");
        assertThat(((Element) feed.getParentNode()).getAttribute("text")).isEqualTo("来源");
    }
}
