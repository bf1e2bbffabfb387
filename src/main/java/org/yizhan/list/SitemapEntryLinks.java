package org.yizhan.list;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One walk through a sitemap, which keeps the newest entries of it. No entity and no DTD is resolved. Not for sharing. */
final class SitemapEntryLinks {

    private static final int MOST_DEPTH = 100;

    /**
     * A {@code url} or {@code sitemap} element.
     *
     * @param place counted from 0
     * @param published the news date, else the date of the last change, as written; empty where neither stands
     */
    record Entry(int place, String url, String title, String published) {

        /** Of those without a date, and of the same date, the later ones are the older. */
        private static final Comparator<Entry> OLDEST_FIRST =
                Comparator.comparing(Entry::published).thenComparing(Entry::place, Comparator.reverseOrder());

        private Entry with(String element, String text) {
            return switch (element) {
                case "loc" -> new Entry(place, url.isEmpty() ? text : url, title, published);
                case "title" -> new Entry(place, url, title.isEmpty() ? text : title, published);
                case "publication_date" -> new Entry(place, url, title, text);
                case "lastmod" -> new Entry(place, url, title, published.isEmpty() ? text : published);
                default -> this;
            };
        }
    }

    private final String match;
    private final PriorityQueue<Entry> newest = new PriorityQueue<>(Entry.OLDEST_FIRST);
    private final Deque<String> path = new ArrayDeque<>();
    private Entry entry = new Entry(0, "", "", "");
    private Optional<Entry> sitemap = Optional.empty();
    private int seen;
    private int left;

    /** @param match what an article's address has to contain */
    SitemapEntryLinks(String match) {
        this.match = match;
    }

    /** Reads on to the end; what was read before a fault is kept. */
    void walk(String xml) throws XMLStreamException {
        XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(xml.stripLeading()));
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> open(reader);
                case XMLStreamConstants.END_ELEMENT -> close(path.pop());
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(reader.getText());
                default -> {}
            }
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private void open(XMLStreamReader reader) throws XMLStreamException {
        path.push(reader.getLocalName());
        if (path.size() > MOST_DEPTH) {
            throw new XMLStreamException("nested deeper than " + MOST_DEPTH, reader.getLocation());
        }
        if (List.of("url", "sitemap").contains(path.element())) {
            entry = new Entry(seen++, "", "", "");
        }
    }

    private void text(String text) {
        if (!path.isEmpty() && !text.isBlank()) {
            entry = entry.with(path.element(), text.strip());
        }
    }

    private void close(String element) {
        if (element.equals("url") && entry.url.contains(match)) {
            newest.add(entry);
        }
        if (element.equals("sitemap") && sitemap.filter(this::isNewer).isEmpty()) {
            sitemap = Optional.of(entry);
        }
        if (newest.size() > LinkCollector.MOST) {
            newest.remove();
            left++;
        }
    }

    /** Observed: indexes without dates go by year or month, the newest last → of equals the later one. */
    private boolean isNewer(Entry known) {
        return known.published.compareTo(entry.published) > 0;
    }

    /** The newest entries in the sitemap's order. */
    List<Entry> entries() {
        return newest.stream().sorted(Comparator.comparingInt(Entry::place)).toList();
    }

    /** Of an index, its newest sitemap. */
    Optional<String> sitemap() {
        return sitemap.map(Entry::url);
    }

    /** How many entries were left out because of the limit. */
    int left() {
        return left;
    }
}
