package org.yizhan.normalize;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A printed headline told apart into the line above (引题), the title and the line below (副题). */
record Headline(Optional<String> kicker, String title, Optional<String> subtitle) {

    private static final Pattern SERIES = Pattern.compile(
            "^(?:走基层|新春走基层|学习贯彻|深入学习|锲而不舍|贯彻落实|聚焦|关注|新思想引领|庆祝|纪念|喜迎|牢记嘱托|奋进新征程|弘扬).*|.*(?:进行时|见闻|纪实|篇|系列报道|系列|专题|综述|为镜|特稿|在基层|在行动|一线|新征程|新景象|开好局起好步|群众中去|答卷)$");

    /** Takes the lines of one printed block, or of several that belong together, in order. */
    static Headline of(List<String> lines) {
        int from = 0;
        int to = lines.size();
        Optional<String> subtitle = Optional.empty();
        if (to > 1 && isDashed(lines.getLast())) {
            subtitle = Optional.of(lines.get(--to));
        }
        Optional<String> kicker = Optional.empty();
        if (to - from > 2 || (to - from == 2 && isKicker(lines.get(0), lines.get(1)))) {
            kicker = Optional.of(lines.get(from++));
        } else if (subtitle.isEmpty()
                && to - from == 2
                && isPair(lines.get(0))
                && lines.get(1).length() > lines.get(0).length()
                && gap(lines.get(1)) < 0) {
            subtitle = Optional.of(lines.get(--to));
        }
        return new Headline(kicker, title(lines.subList(from, to)), subtitle);
    }

    private static String title(List<String> lines) {
        var title = new StringBuilder();
        for (String line : lines) {
            PageBlocks.join(title, line);
        }
        return title.toString();
    }

    private static boolean isDashed(String line) {
        return line.startsWith("——") || line.startsWith("--") || line.startsWith("—");
    }

    private static boolean isKicker(String first, String second) {
        return (first.indexOf('·') > 0 && !PageMarks.isTorn(first))
                || (SERIES.matcher(first).matches() && first.length() <= 24)
                || (gap(second) > 0 && gap(first) < 0 && first.length() <= 14 && first.length() < second.length());
    }

    /** 强基固本筑堡垒 红色引擎促发展: two halves of nearly one length, which leave the matter to the next line. */
    private static boolean isPair(String line) {
        int gap = gap(line);
        return gap > 3 && gap == line.length() - gap - 1;
    }

    private static int gap(String line) {
        for (int i = 1; i + 1 < line.length(); i++) {
            if (Texts.isSpace(line.charAt(i))) {
                return i;
            }
        }
        return -1;
    }
}
