package org.yizhan.tag;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.yizhan.search.Folding;

/** How names of bodies and outlets are printed. */
final class PrintedName {

    private static final Pattern AROUND = Pattern.compile("[\\s　“”\"'‘’《》〈〉「」『』]+");
    private static final Pattern DIVIDERS = Pattern.compile("[、，,;；/|丨｜]|\\s*[-－—–]+\\s*");
    private static final Pattern WHERE =
            Pattern.compile("(?<=..)(门户网站|官方网站|政务网站|官方微信|官方微博|微信公众号|微信公众平台|微信号|公众号|视频号|官网|官微|网站|微信|微博|客户端|APP|App)$");
    private static final Pattern CREDIBLE = Pattern.compile("[\\p{IsHan}A-Za-z][\\p{IsHan}A-Za-z0-9·+&（）()]{2,23}");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final int SHORTEST = 4;

    /** Words of sentences, notices and by-lines, seen where a name should stand. */
    private static final List<String> NO_NAME = List.of(
            "转载", "来源", "记者", "通讯员", "编辑", "版权", "声明", "未经", "作者", "摄影", "供图", "图片", "整理", "原创", "本站", "本网", "本报", "本刊",
            "本台", "佚名", "点击", "扫码", "二维码", "热线", "电话", "邮箱", "获悉", "消息", "表示", "指出", "召开", "举行", "举办", "印发", "开展",
            "组织开展", "请", "如有", "我们", "你", "您", "他", "她", "的", "了", "被", "吗", "网络综合", "综合报道", "不详", "未知", "其他", "网友",
            "据悉");

    private static final List<String> GENERIC = List.of("互联网", "网络", "官方网站", "政府网站", "门户网站", "微信公众号", "新闻网站", "综合媒体");

    private static final List<String> OF_OUTLETS =
            List.of("网", "报", "社", "台", "刊", "在线", "发布", "融媒", "新闻", "日报", "晚报", "频道", "中心");
    private static final List<String> OF_BODIES =
            List.of("局", "厅", "委", "部", "办", "会", "院", "办公室", "政府", "中心", "所", "站", "处");

    private PrintedName() {}

    /** NFC, without blanks, quotation marks, and what says that it is a website or an account. */
    static String stable(String printed) {
        String name = AROUND.matcher(Normalizer.normalize(printed, Normalizer.Form.NFC))
                .replaceAll("");
        String shorter = WHERE.matcher(name).replaceFirst("");
        while (!shorter.equals(name)) {
            name = shorter;
            shorter = WHERE.matcher(name).replaceFirst("");
        }
        return name;
    }

    /** The names in one note, the most particular last: 网信中国、陕西网; 人民网－人民日报. */
    static List<String> parts(String printed) {
        return Arrays.stream(DIVIDERS.split(printed, -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /**
     * Whether a stable form can be a name: 4 to 24 Chinese characters, letters and digits (3 where it ends like an outlet
     * or a body, as persons' names are as short), no word of a sentence or a notice in it. 来源：张小明 and 转载请注明出处 are none.
     */
    static boolean isCredible(String printed) {
        String name = Folding.simplified(printed);
        long han = HAN.matcher(name).results().count();
        boolean isLong = name.length() >= SHORTEST || isOfAnOutlet(name) || isOfABody(name);
        return isLong
                && han >= 3
                && CREDIBLE.matcher(name).matches()
                && isBalanced(name)
                && !GENERIC.contains(name)
                && NO_NAME.stream().noneMatch(name::contains);
    }

    /** Whether each bracket is closed; one that isn't is the rest of something cut off. */
    private static boolean isBalanced(String name) {
        int open = 0;
        for (char c : name.toCharArray()) {
            if (c == '(' || c == '（') {
                open++;
            } else if ((c == ')' || c == '）') && --open < 0) {
                return false;
            }
        }
        return open == 0;
    }

    /** Whether it ends like a body's name, 民政局. */
    static boolean isOfABody(String name) {
        return OF_BODIES.stream().anyMatch(name::endsWith);
    }

    /** Whether it ends like an outlet's name, 日报. */
    static boolean isOfAnOutlet(String name) {
        return OF_OUTLETS.stream().anyMatch(name::endsWith);
    }
}
