package org.yizhan.feed;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.yizhan.article.WebAddress;

/** Makes relative addresses absolute, alone and in markup. Stateless. */
final class Address {

    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*", Pattern.DOTALL);
    /** An address attribute that begins neither with a scheme nor with a fragment. */
    private static final Pattern RELATIVE = Pattern.compile(
            "\\s(?:href|src|poster|cite|longdesc)\\s*=\\s*[\"']?\\s*(?![a-z][a-z0-9+.-]{0,20}:|#|[\"'])",
            Pattern.CASE_INSENSITIVE);

    private static final String[] ATTRIBUTES = {"href", "src", "poster", "cite", "longdesc"};

    private Address() {}

    /** {@code address} by {@code base}; as it is where that has no base or can't be resolved. */
    static String resolve(String address, String base) {
        String plain = address.strip();
        return plain.isEmpty() || base.isEmpty() || isAbsolute(plain) ? plain : resolve(plain, WebAddress.of(base));
    }

    private static String resolve(String address, Optional<WebAddress> base) {
        return base.flatMap(found -> found.resolve(address))
                .map(WebAddress::toString)
                .orElse(address);
    }

    /** Whether {@code address} begins with a scheme. */
    static boolean isAbsolute(String address) {
        return SCHEME.matcher(address).matches();
    }

    /** Whether a reader could follow it as it is. */
    static boolean isWeb(String address) {
        return WebAddress.isWeb(address);
    }

    /** {@code markup} with its relative addresses resolved; the very same where there are none. */
    static String resolveAll(String markup, String base) {
        if (base.isEmpty()
                || markup.indexOf('<') < 0
                || !RELATIVE.matcher(markup).find()) {
            return markup;
        }
        Document document = Jsoup.parseBodyFragment(markup, base);
        document.outputSettings().prettyPrint(false);
        Optional<WebAddress> found = WebAddress.of(base);
        for (String name : ATTRIBUTES) {
            for (Element element : document.select("[" + name + "]")) {
                String address = element.attr(name).strip();
                element.attr(name, isAbsolute(address) || address.isEmpty() ? address : resolve(address, found));
            }
        }
        return document.body().html();
    }
}
