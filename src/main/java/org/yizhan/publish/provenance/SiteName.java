package org.yizhan.publish.provenance;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of an outlet, an authority or a channel that a page's title carries beside the article's own: 标题_要闻_样报网.
 *
 * <p>It is known by its last characters; words that only end like one (保障网, 格局, 干部) are none.
 */
final class SiteName {

    /** How a subtitle begins (——记样县民政局), which is part of the title whatever it ends in. */
    static final String SUBTITLE = "(?:记(?![者录])|访(?!谈)|写在|来自|致(?!公)|献给|走进|走近|探访|追记|专访|侧记|织|筑|为|让)..";

    private static final String OUTLET = "(?:网站|官网|门户|新闻|客户端|公众号|电视台|广播电台|融媒体(?:中心)?"
            + "|(?<!保障|安全|防护|防控|互联|物联|救助|预警|[电管路渔上])网"
            + "|(?<![喜汇情通预简海快捷申上填战举])报)";
    private static final String AUTHORITY =
            "(?:政府|委员会|办公室|(?<![餐客大])厅|(?<![格布大开结全破棋时])局|(?<![编])委" + "|(?<![么督承催举])办|(?<![干全内外局细])部)";
    private static final String CHANNEL = "(?:频道|专栏|栏目|专题|要闻|动态|时政|首页|正文|(?:政务|信息)公开)";

    private static final String NAME = "([^—–―─_|丨∣︱│:。！？!?-]{0,28}";
    private static final String SIGN = "\\s*[_|丨∣︱│-]{1,2}\\s*";
    private static final String DASH = "\\s*[—–―─]{1,2}\\s*+";

    /**
     * What goes off either end. Observed: —— begins a subtitle as often as it begins a name → an outlet only is taken for
     * one there.
     */
    static final List<Pattern> AT_ENDS = List.of(
            Pattern.compile(SIGN + NAME + "(?:" + OUTLET + "|" + AUTHORITY + "|" + CHANNEL + "))\\s*$"),
            Pattern.compile(DASH + "(?!" + SUBTITLE + ")" + NAME + OUTLET + ")\\s*$"),
            Pattern.compile("^\\s*" + NAME + "(?:" + OUTLET + "|" + AUTHORITY + "|" + CHANNEL + "))" + SIGN));

    private SiteName() {}
}
