package org.yizhan.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds an article's own title among what a page calls itself; nothing is taken from it but the site's name. Stateless. */
final class PageTitle {

    private static final int SHORTEST = 4;

    /** As long as a site's name that {@link #SITE} knows, and the sign behind it. */
    private static final int LONGEST_SITE = 25;

    private static final Pattern CUT = Pattern.compile(
            "\\s*[_|｜]+\\s*|\\s+[-–—]+\\s+|^\\s*[-–—]+|-{2,}|(?<=[\\u4e00-\\u9fff”》）？！])-(?=[\\u4e00-\\u9fff])|—{2}(?=[^—]{2,12}网$)");
    private static final Pattern SITE = Pattern.compile(
            ".{0,20}(?:网|网站|门户|门户网|频道|新闻|政府|客户端|APP|中心|在线|日报|晚报|时报|早报|周刊|杂志|资讯|首页|平台|公众号|博客|论坛|贴吧|社区|头条|百科|快讯|财经|科技|厅|局|委|部|院|会|台|报|社|\\.com|\\.cn|\\.net)$",
            Pattern.CASE_INSENSITIVE);

    private PageTitle() {}

    /** The title: the shown one where the head's holds it or says nothing, else the head's without the site's name. */
    static Optional<String> of(List<String> decorated, Optional<Block> shown, Optional<String> site) {
        Optional<String> printed = shown.map(Block::text);
        Optional<String> named = decorated.stream()
                .filter(title -> !isSite(title, site))
                .map(title -> withoutSite(title, site))
                .findFirst();
        boolean says = named.filter(title -> !isOfColumn(title)).isPresent();
        return printed.filter(title -> !says || isIn(title, decorated))
                .or(() -> named)
                .or(() -> printed)
                .or(() -> decorated.stream().findFirst());
    }

    /** Pages without a title of their own have been seen: {@code -某某网} → the shown title. */
    private static boolean isSite(String title, Optional<String> site) {
        var cut = CUT.matcher(title);
        boolean isShort = title.length() <= 2 * SHORTEST && SITE.matcher(title).matches();
        return site.filter(title::equals).isPresent() || cut.lookingAt() || (isShort && !cut.find());
    }

    /** Only the names of a column and a site have been seen: {@code 通知-某学院}. */
    private static boolean isOfColumn(String title) {
        return Stream.of(CUT.split(title, -1))
                        .allMatch(part ->
                                part.length() <= SHORTEST || SITE.matcher(part).matches())
                && CUT.matcher(title).find();
    }

    /** What {@code title} consists of, in order: the text's title, names of column, page and site. */
    static List<String> parts(String title) {
        return CUT.splitAsStream(title).filter(part -> !part.isBlank()).toList();
    }

    private static boolean isIn(String title, List<String> decorated) {
        String bare = Lines.bare(title).toLowerCase(Locale.ROOT);
        return decorated.stream()
                .anyMatch(other -> Lines.bare(other).toLowerCase(Locale.ROOT).contains(bare));
    }

    /** Whether {@code title} is the site's name with {@code shown} behind it: 某某晚报-题目; both bare. */
    static boolean isBehindSite(String title, String shown) {
        int at = title.length() - shown.length();
        return at > 2
                && at <= LONGEST_SITE
                && shown.length() > SHORTEST
                && title.endsWith(shown)
                && "-_|:：—".indexOf(title.charAt(at - 1)) >= 0
                && SITE.matcher(title.substring(0, at - 1)).matches()
                && !SITE.matcher(shown).matches();
    }

    /** {@code title} without the names of site and channel behind it. */
    static String withoutSite(String title, Optional<String> site) {
        var ends = new ArrayList<Integer>();
        var cut = CUT.matcher(title);
        while (cut.find()) {
            ends.add(cut.start());
            ends.add(cut.end());
        }
        int end = title.length();
        for (int i = ends.size() - 2; i >= 0 && ends.get(i) >= SHORTEST; i -= 2) {
            String tail = title.substring(ends.get(i + 1), end);
            boolean isSite =
                    site.filter(tail::equals).isPresent() || SITE.matcher(tail).matches();
            isSite |= title.substring(ends.get(i), ends.get(i + 1)).indexOf('_') >= 0 && ends.get(i) > SHORTEST;
            boolean isLast = end == title.length();
            if (!isSite && (isLast || tail.length() > 2 * SHORTEST)) {
                break;
            }
            end = ends.get(i);
        }
        return title.substring(0, end);
    }
}
