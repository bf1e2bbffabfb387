package org.yizhan.list;

import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;

/**
 * Reads sitemaps (sitemaps.org 0.9) and news sitemaps: {@code news:title} and {@code news:publication_date}, else
 * {@code lastmod}; {@code match} keeps the addresses that contain it. Of an index, the newest sitemap is the next page.
 * Of more addresses than the limit the newest are taken. Packed ones are unpacked within limits.
 */
final class SitemapLinks implements LinkReader {

    @Override
    public Links read(Channel channel, Fetched.Document document) {
        var links = new LinkCollector(document.url());
        Optional<byte[]> body = SitemapPackedLinks.unpack(document.body());
        if (body.isEmpty()) {
            links.warn(SitemapPackedLinks.LIMITS);
            return links.links(Optional.empty());
        }
        LinkText list = LinkText.of(body.get(), SitemapPackedLinks.MOST);
        list.warnings().forEach(links::warn);
        var entries = new SitemapEntryLinks(channel.parameter("match").orElse(""));
        try {
            entries.walk(list.text());
        } catch (XMLStreamException broken) {
            links.warn("the XML breaks off: " + reason(broken));
        }
        entries.entries().forEach(entry -> links.add(entry.url(), entry.title(), entry.published()));
        warn(channel, entries, links);
        return links.links(entries.sitemap()
                .flatMap(next -> LinkAddress.absolute(document.url(), next))
                .filter(next -> !next.equals(document.url())));
    }

    private static void warn(Channel channel, SitemapEntryLinks entries, LinkCollector links) {
        if (entries.left() > 0) {
            links.warn(entries.left() + " links beyond the limit of " + LinkCollector.MOST
                    + " a list, the oldest, left out");
        }
        if (links.isEmpty() && entries.sitemap().isEmpty()) {
            links.warn("the sitemap names no page"
                    + channel.parameter("match")
                            .map(match -> " whose address contains “" + match + "”")
                            .orElse(""));
        }
    }

    private static String reason(XMLStreamException broken) {
        String message = String.valueOf(broken.getMessage())
                .lines()
                .reduce("", (one, other) -> one + " " + other)
                .strip();
        return message.substring(0, Math.min(200, message.length()));
    }
}
