package org.yizhan.ingest.poll;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yizhan.article.WebAddress;

/** Makes absolute what lists print as addresses. Stateless. */
final class LinkAddress {

    /** What is no page: it can't be read as an article, and stands as an attachment on the article's own page. */
    private static final Set<String> FILES = Set.of(
            "pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "zip", "rar", "7z", "jpg", "jpeg",
            "png", "gif", "mp3", "mp4", "apk", "exe");

    private static final int LONGEST = 4_096;

    private LinkAddress() {}

    /** The {@code http} or {@code https} address that {@code printed} stands for on the page {@code base}, without fragment. */
    static Optional<String> absolute(String base, String printed) {
        String href = tidy(printed);
        if (href.isEmpty() || href.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            // java.net.URI follows RFC 2396, where "?a=1" drops the base's last segment; RFC 3986 keeps it
            String page = tidy(base);
            String whole = href.startsWith("?") ? cut(page, '?') + href : href;
            URI found = URI.create(page).resolve(URI.create(whole));
            return Optional.ofNullable(found.getRawAuthority())
                    .map(host -> rootless(found))
                    .filter(WebAddress::isWeb);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** Whether it leads to a file that is no page. */
    static boolean isFile(String address) {
        String path = cut(cut(address, '#'), '?');
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot >= 0
                && path.indexOf('/', 8) >= 0
                && FILES.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** Observed: line breaks, backslashes, Chinese characters and blanks in href → what browsers make of them. */
    private static String tidy(String printed) {
        String plain = cut(
                printed.substring(0, Math.min(LONGEST + 1, printed.length())).strip(), '#');
        var href = new StringBuilder(plain.length() + 16);
        for (byte raw : plain.getBytes(StandardCharsets.UTF_8)) {
            int c = raw & 0xFF;
            if (c == '\\') {
                href.append('/');
            } else if (c == ' ' || c > 126 || "\"<>^`{|}".indexOf(c) >= 0) {
                href.append(String.format(Locale.ROOT, "%%%02X", c));
            } else if (c > ' ') {
                href.append((char) c);
            }
        }
        return href.toString();
    }

    /** RFC 3986 §5.2.4: {@code ..} above the root is the root. */
    private static String rootless(URI found) {
        String text = found.toString();
        String path = found.getRawPath();
        if (path == null || !path.startsWith("/..")) {
            return text;
        }
        return text.replaceFirst("(?<=[^/:])(?:/\\.\\.)+(?=/|$)", "");
    }

    private static String cut(String text, char from) {
        int at = text.indexOf(from);
        return at < 0 ? text : text.substring(0, at);
    }
}
