package org.yizhan.feed;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;

/**
 * The document that ROME gets: RSS 2.0 with an item an entry, of which it holds only what {@link Structure} asks for, and
 * only values that ROME takes; others make it refuse the whole feed or write a stack trace to the log.
 */
final class StructureDocument {

    private static final Namespace MEDIA = Namespace.getNamespace("media", "http://search.yahoo.com/mrss/");
    private static final Set<String> DAYS =
            Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final int LONGEST_NUMBER = 15;

    private StructureDocument() {}

    static Document of(Part channel, List<Part> entries) {
        Element channelElement = new Element("channel");
        channel.first("ttl")
                .map(Part::text)
                .filter(StructureDocument::isSmall)
                .ifPresent(ttl -> channelElement.addContent(new Element("ttl").setText(ttl)));
        skips(channel, channelElement);
        entries.forEach(entry -> channelElement.addContent(item(entry)));
        return new Document(new Element("rss").setAttribute("version", "2.0").addContent(channelElement));
    }

    private static void skips(Part channel, Element into) {
        var hours = new Element("skipHours");
        channel.all("skiphours")
                .flatMap(skip -> skip.all("hour"))
                .map(Part::text)
                .filter(hour -> isSmall(hour) && Integer.parseInt(hour) <= 24)
                .forEach(hour -> hours.addContent(new Element("hour").setText(hour)));
        var days = new Element("skipDays");
        channel.all("skipdays")
                .flatMap(skip -> skip.all("day"))
                .map(day -> day.text().toLowerCase(Locale.ROOT))
                .filter(DAYS::contains)
                .forEach(day -> days.addContent(new Element("day").setText(day)));
        into.addContent(hours).addContent(days);
    }

    private static Element item(Part entry) {
        var item = new Element("item");
        for (Part part : entry.parts()) {
            switch (part.name()) {
                case "enclosure" ->
                    item.addContent(file(part, part.attribute("url").isEmpty() ? "href" : "url"));
                case "atom:link" -> enclosureLink(part, item);
                case "source" ->
                    item.addContent(
                            source(part.attribute("url"), Construct.of(part).line()));
                case "atom:source" -> item.addContent(source(part));
                case "media:content", "media:group" -> item.addContent(media(part));
                default -> {}
            }
        }
        return item;
    }

    private static void enclosureLink(Part link, Element item) {
        if (link.attribute("rel").equalsIgnoreCase("enclosure")) {
            item.addContent(file(link, "href"));
        }
    }

    private static Element file(Part part, String address) {
        var file = new Element("enclosure")
                .setAttribute("url", part.attribute(address))
                .setAttribute("type", part.attribute("type"));
        return isNumber(part.attribute("length")) ? file.setAttribute("length", part.attribute("length")) : file;
    }

    private static Element source(Part source) {
        String title = source.first("atom:title")
                .map(Construct::of)
                .orElse(Construct.NONE)
                .line();
        String url = XmlLinks.alternate(source)
                .or(() -> XmlLinks.related(source, "self"))
                .orElse("");
        return source(url, title);
    }

    private static Element source(String url, String title) {
        return new Element("source").setAttribute("url", url).setText(title);
    }

    private static Element media(Part part) {
        var element = new Element(part.name().substring("media:".length()), MEDIA);
        part.all("media:content").forEach(content -> element.addContent(media(content)));
        for (String name : List.of("url", "type", "medium")) {
            String value = part.attribute(name);
            if (!value.isEmpty()) {
                element.setAttribute(name, value);
            }
        }
        return isNumber(part.attribute("fileSize"))
                ? element.setAttribute("fileSize", part.attribute("fileSize"))
                : element;
    }

    /** Whether {@code text} is a whole number that fits an int. */
    static boolean isSmall(String text) {
        return text.length() <= 9 && isNumber(text);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
