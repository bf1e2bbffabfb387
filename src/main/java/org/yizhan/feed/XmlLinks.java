package org.yizhan.feed;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the links of a feed or entry by their relation (RFC 4287 §4.2.7); RSS's plain links are alternates. Stateless. */
final class XmlLinks {

    private XmlLinks() {}

    /**
     * The page that {@code part} stands for. Observed: several plain links, the last of which is meant; several
     * alternates in Atom, of which the first web page is meant. Microsoft's CDF has the address on the element itself.
     */
    static Optional<String> alternate(Part part) {
        Optional<String> plain = part.all("link")
                .filter(XmlLinks::isAlternate)
                .map(XmlLinks::address)
                .filter(address -> !address.isEmpty())
                .reduce((first, last) -> last);
        return plain.or(() -> atom(part, true))
                .or(() -> atom(part, false))
                .or(() -> Optional.of(Address.resolve(part.attribute("href"), part.base())))
                .filter(address -> !address.isEmpty());
    }

    private static Optional<String> atom(Part part, boolean asPage) {
        return part.all("atom:link")
                .filter(XmlLinks::isAlternate)
                .filter(link -> !asPage
                        || List.of("", "text/html", "application/xhtml+xml").contains(link.attribute("type")))
                .map(XmlLinks::address)
                .filter(address -> !address.isEmpty())
                .findFirst();
    }

    /** The first link with the relation {@code rel}, Atom's or plain. */
    static Optional<String> related(Part part, String rel) {
        return Stream.concat(part.all("atom:link"), part.all("link"))
                .filter(link -> link.attribute("rel").equalsIgnoreCase(rel))
                .map(XmlLinks::address)
                .filter(address -> !address.isEmpty())
                .findFirst();
    }

    private static boolean isAlternate(Part link) {
        String rel = link.attribute("rel");
        return rel.isEmpty() || rel.equalsIgnoreCase("alternate");
    }

    private static String address(Part link) {
        String address = link.attribute("href").isEmpty() ? link.text() : link.attribute("href");
        return Address.resolve(address, link.base());
    }
}
