package org.yizhan.html;

import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.yizhan.article.WebAddress;

/** Compares and completes the addresses of a page. Stateless. */
final class Addresses {

    private Addresses() {}

    /** The address that an element's attribute means where it stands; empty where that is none of the web. */
    static Optional<String> of(Element element, String name) {
        return element.hasAttr(name)
                ? WebAddress.of(element.baseUri())
                        .flatMap(base -> base.resolve(element.attr(name)))
                        .or(() -> WebAddress.of(element.attr(name)))
                        .map(WebAddress::toString)
                : Optional.empty();
    }

    /** Whether both stand on the same host, {@code www.} and {@code m.} aside. */
    static boolean isSameSite(String one, String other) {
        String host = host(one);
        return !host.isEmpty() && host.equals(host(other));
    }

    /** Whether both name the same page of the same site; scheme and query aside. */
    static boolean isSamePage(String one, String other) {
        return isSameSite(one, other) && path(one).equals(path(other));
    }

    private static Optional<String> path(String address) {
        return WebAddress.of(address).map(WebAddress::path);
    }

    /** Makes the addresses in {@code body} absolute where {@code page} says by {@code <base>} what they stand against. */
    static void resolve(Document page, Element body) {
        Optional<WebAddress> base =
                page.selectFirst("base[href]") == null ? Optional.empty() : WebAddress.of(page.baseUri());
        base.ifPresent(against -> {
            body.select("[href]").forEach(link -> resolve(against, link, "href"));
            body.select("[src]").forEach(picture -> resolve(against, picture, "src"));
        });
    }

    private static void resolve(WebAddress base, Element element, String name) {
        base.resolve(element.attr(name)).ifPresent(address -> element.attr(name, address.toString()));
    }

    private static String host(String address) {
        return WebAddress.of(address).map(WebAddress::host).orElse("").replaceFirst("^(?:www|m|wap)\\.", "");
    }
}
