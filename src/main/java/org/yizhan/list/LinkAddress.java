package org.yizhan.list;

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
        return WebAddress.of(base).flatMap(page -> page.resolve(href)).map(WebAddress::withoutFragment);
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

    /** Observed: line breaks and backslashes in href → what browsers make of them. A fragment leads to no other page. */
    private static String tidy(String printed) {
        return cut(printed.substring(0, Math.min(LONGEST + 1, printed.length())).strip(), '#')
                .replace('\\', '/')
                .replaceAll("[\\r\\n\\t]+", "");
    }

    private static String cut(String text, char from) {
        int at = text.indexOf(from);
        return at < 0 ? text : text.substring(0, at);
    }
}
