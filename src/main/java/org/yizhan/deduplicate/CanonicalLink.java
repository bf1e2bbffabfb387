package org.yizhan.deduplicate;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.yizhan.article.WebAddress;

/**
 * The form of a web address in which two that lead to one page are equal: scheme, {@code www.}, default port, fragment,
 * a trailing slash and the parameters that only count visits left out, host in lower case, parameters sorted.
 */
final class CanonicalLink {

    private static final Set<String> COUNTERS =
            Set.of("spm", "from", "isappinstalled", "scene", "srcid", "sharer_shareinfo");

    private CanonicalLink() {}

    /** {@code url} in that form; itself where it is no valid address. */
    static String of(String url) {
        return WebAddress.of(url).map(CanonicalLink::of).orElse(url);
    }

    private static boolean isFrontPage(WebAddress address) {
        return address.path().length() <= 1 && address.query().isEmpty();
    }

    private static String of(WebAddress address) {
        String host = address.host();
        String bare = host.startsWith("www.") ? host.substring(4) : host;
        int port = address.port();
        String place = port == 80 || port == 443 ? bare : bare + ":" + port;
        String path = address.path();
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String query = address.query().isEmpty() ? "" : query(address.query().substring(1));
        return place + trimmed + (query.isEmpty() ? "" : "?" + query);
    }

    private static String query(String raw) {
        return Arrays.stream(raw.split("&", -1))
                .filter(parameter -> !isCounter(parameter))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static boolean isCounter(String parameter) {
        String name = parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
        return name.isEmpty() || name.startsWith("utm_") || COUNTERS.contains(name);
    }

    /** 64 bits of that form; 0 where it is no article's address: none, or a site's front page. */
    static long hash(String url) {
        if (url.isEmpty()
                || WebAddress.of(url).filter(CanonicalLink::isFrontPage).isPresent()) {
            return 0;
        }
        long hash = Hashing.komihash5_0().hashCharsToLong(of(url));
        return hash == 0 ? 1 : hash;
    }
}
