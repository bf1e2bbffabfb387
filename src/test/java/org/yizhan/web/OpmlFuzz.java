package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.yizhan.fuzz.Cost;
import org.yizhan.fuzz.Given;
import org.yizhan.web.OpmlWriter.Outline;

/** Any lines as the titles in a list of feeds, the first as its own: a strict parser reads each as it was, but for what XML can't hold. */
public final class OpmlFuzz {

    private static final OpmlWriter WRITER = new OpmlWriter();

    private OpmlFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Given given = Given.of(bytes);
        Cost.bounded(
                bytes.length, () -> check(given.head(), List.of(given.text().split("\n", -1))));
    }

    private static void check(String title, List<String> lines) {
        Map<String, List<Outline>> groups = new LinkedHashMap<>();
        lines.forEach(line -> groups.computeIfAbsent(
                        line.substring(0, Math.min(2, line.length())), key -> new ArrayList<>())
                .add(new Outline("https://tou-zhan.example/feeds/" + Links.segment(line), line, line)));
        Element opml = read(WRITER.write(title, groups));
        assertThat(opml.getElementsByTagName("title").item(0).getTextContent())
                .isEqualToNormalizingNewlines(Characters.valid(title));
        NodeList outlines = opml.getElementsByTagName("outline");
        List<Element> feeds = IntStream.range(0, outlines.getLength())
                .mapToObj(i -> (Element) outlines.item(i))
                .filter(outline -> outline.hasAttribute("xmlUrl"))
                .toList();
        List<String> titles = groups.values().stream()
                .flatMap(List::stream)
                .map(Outline::title)
                .map(OpmlFuzz::shown)
                .toList();
        assertThat(feeds).extracting(feed -> feed.getAttribute("text")).isEqualTo(titles);
        assertThat(feeds).extracting(feed -> feed.getAttribute("xmlUrl")).allMatch(url -> url.matches("[!-~]+"));
    }

    /** XML 1.0 §3.3.3: in an attribute any white space is a blank. */
    private static String shown(String text) {
        return Characters.valid(text).replaceAll("\r\n|[\t\r\n]", " ");
    }

    private static Element read(byte[] opml) {
        try {
            DocumentBuilder parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
            parser.setErrorHandler(null);
            return parser.parse(new ByteArrayInputStream(opml)).getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(new String(opml, StandardCharsets.UTF_8), e);
        }
    }
}
