package org.yizhan.html;

import java.util.List;
import java.util.regex.Pattern;

/** Knows the pages that servers send in place of one they don't have, whatever status they send with it. Stateless. */
public final class ErrorPage {

    /** Such a page says no more than this. */
    private static final double MOST = 150;

    private static final Pattern STATUS = Pattern.compile(
            "(?:(?:HTTP )?(?:Error|Status|错误)?[ :：-]*[45]\\d\\d[ :：|_–-]*)?(?:Error|错误|页面错误"
                    + "|(?:Page |File |Object )?Not Found|Forbidden|Unauthorized|Bad Request|Method Not Allowed|Request Time-?out|Too Many Requests"
                    + "|Internal Server Error|Server Error|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out|Access Denied"
                    + "|(?:您?(?:访问|请求|查找)的)?(?:页面|网页|文件|内容)(?:不存在|未找到|找不到|没有找到|无法访问|已(?:被)?删除)|(?:找不到|没有找到)(?:页面|网页|文件))[ .!。！]*"
                    + "|(?:HTTP )?(?:Error|Status|错误)?[ :：-]*[45]\\d\\d(?: ?(?:Error|错误|页面))?",
            Pattern.CASE_INSENSITIVE);

    private ErrorPage() {}

    /** Whether a page of this title that shows {@code paragraphs} is one: its title says so and little follows. */
    public static boolean isOne(String title, List<String> paragraphs) {
        return STATUS.matcher(Lines.fold(title)).matches()
                && paragraphs.stream().mapToDouble(Block::size).sum() <= MOST;
    }
}
