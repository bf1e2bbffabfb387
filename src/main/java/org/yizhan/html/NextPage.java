package org.yizhan.html;

import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.yizhan.article.WebAddress;

/** Finds where an article that runs over several pages goes on. Stateless. */
public final class NextPage {

    private static final int MOST_LINKS = 20;
    private static final Pattern NEXT = Pattern.compile(
            "[\\[【(（]?\\s*(?:下一?页|下一頁|后一页|Next|Next Page)\\s*[>›»]*\\s*[\\]】)）]?", Pattern.CASE_INSENSITIVE);

    /** TRS writes its pager by script: {@code createPageHTML(3, 0, "t20260913_1", "shtml")}. */
    private static final Pattern TRS = Pattern.compile(
            "createPageHTML\\(\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*,\\s*[\"']([\\w-]{1,80})[\"']\\s*,\\s*[\"'](\\w{1,6})[\"']");

    private static final Pattern PAGED = Pattern.compile("(.*)[_-](\\d{1,3})(?:\\.\\w{2,6})?");

    private NextPage() {}

    /** The address of the page after {@code url} in the article whose markup is {@code markup}; empty behind the last. */
    public static Optional<String> find(String markup, String url) {
        return in(Tree.of(markup, url, new ArrayList<>()), url);
    }

    static Optional<String> in(Document page, String url) {
        return page.select("a[href]").stream()
                .filter(link -> NEXT.matcher(Lines.fold(link.text())).matches())
                .limit(MOST_LINKS)
                .flatMap(link -> Addresses.of(link, "href").stream())
                .filter(address -> isContinuation(address, url))
                .findFirst()
                .or(() -> ofScript(page, url));
    }

    private static Optional<String> ofScript(Document page, String url) {
        for (Element script : page.select("script:not([src])")) {
            Matcher pager = TRS.matcher(script.data());
            if (pager.find()) {
                int next = Integer.parseInt(pager.group(2)) + 1;
                String address = pager.group(3) + "_" + next + "." + pager.group(4);
                return next >= Integer.parseInt(pager.group(1))
                        ? Optional.empty()
                        : resolve(url, address).filter(found -> isContinuation(found, url));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> resolve(String url, String address) {
        return WebAddress.of(url).flatMap(base -> base.resolve(address)).map(WebAddress::toString);
    }

    /** Same host and directory, and the same name but for the page's number; the next article has another name. */
    private static boolean isContinuation(String next, String url) {
        Optional<WebAddress> to = WebAddress.of(next);
        Optional<WebAddress> from = WebAddress.of(url);
        return to.isPresent()
                && from.isPresent()
                && Addresses.isSameSite(next, url)
                && !to.equals(from)
                && (to.get().path().equals(from.get().path())
                        ? isPaged(to.get())
                        : isPageOf(to.get().path(), from.get().path()));
    }

    private static boolean isPaged(WebAddress address) {
        return address.query().matches("(?i).*\\b(?:page|p|pageno|pn|curpage)=\\d{1,3}\\b.*");
    }

    /** {@code content_2.htm} follows {@code content.htm}, {@code content_3.htm} follows {@code content_2.htm}. */
    private static boolean isPageOf(String next, String path) {
        Matcher to = PAGED.matcher(next);
        if (!to.matches()) {
            return false;
        }
        String stem = String.valueOf(to.group(1));
        Matcher from = PAGED.matcher(path);
        return path.replaceFirst("\\.\\w{2,6}$", "").equals(stem)
                || (from.matches() && stem.equals(from.group(1)) && number(to) == number(from) + 1);
    }

    private static int number(Matcher paged) {
        return Integer.parseInt(String.valueOf(paged.group(2)));
    }
}
