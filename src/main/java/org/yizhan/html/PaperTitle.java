package org.yizhan.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the title of a text out of a digital newspaper's {@code <title>}: 题目-中国某某报, 某某日报数字报-题目. Stateless. */
final class PaperTitle {

    private static final Pattern PAPER = Pattern.compile(
            "[\\u4e00-\\u9fff]{1,8}(?:报|报社|报网|晚刊|周刊)?(?:数字报|电子报|数字版|电子版|多媒体报|数字报纸|多媒体数字报|报|网|在线|客户端|官网)(?:纸|平台)?"
                    + "|第?\\s*[A-Z]?\\d{1,3}\\s*版.{0,10}|\\d{4}\\D\\d{1,2}\\D\\d{1,2}日?.{0,6}");

    private PaperTitle() {}

    /** The title that {@code head} says; empty where it names only paper, page or day. */
    static String of(String head) {
        String title = Lines.fold(head);
        List<String> parts = new ArrayList<>(PageTitle.parts(title));
        while (parts.size() > 1 && isPaper(parts.getLast())) {
            parts.removeLast();
        }
        while (parts.size() > 1 && isPaper(parts.getFirst())) {
            parts.removeFirst();
        }
        if (parts.isEmpty() || (parts.size() == 1 && isPaper(parts.getFirst()))) {
            return "";
        }
        int from = title.indexOf(parts.getFirst());
        String last = parts.getLast();
        return title.substring(from, title.lastIndexOf(last) + last.length());
    }

    private static boolean isPaper(String part) {
        return PAPER.matcher(part).matches();
    }
}
