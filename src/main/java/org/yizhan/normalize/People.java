package org.yizhan.normalize;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the names of persons out of by-lines and credits. All input is folded ({@link Texts#fold}). */
final class People {

    /** A role with the persons that follow it. */
    record Cast(List<String> reporters, List<String> correspondents) {

        /** Everybody, reporters first. */
        List<String> all() {
            var all = new LinkedHashSet<>(reporters);
            all.addAll(correspondents);
            return List.copyOf(all);
        }

        /** The reporters; where none is named, the correspondents. */
        List<String> leading() {
            return reporters.isEmpty() ? correspondents : reporters;
        }
    }

    static final String ROLE =
            "(?:本报|本刊|本台|本网|本社|本站|总台|央视)?" + "(?:特约|特派|见习|实习|首席|资深|全媒体|融媒体?|驻[\\u4e00-\\u9fff]{2,4})*(记者|通讯员|评论员|撰稿人?)";

    private static final Pattern ROLES = Pattern.compile(ROLE + "\\s*:?");
    private static final Pattern BREAK = Pattern.compile("[\\s,，、/;；|&]+|和");
    private static final Pattern END =
            Pattern.compile("[。!?:()\\[\\]]|(?:作者|工作)?单位|报道|综合|摄影|供图|(?:文字|视频|图片|美术|责任|值班|新媒体)?编辑|来源|送签|签发|审核|监制|校对");

    private People() {}

    /** Persons by role in {@code 本报记者 甲 乙 通讯员 丙}. */
    static Cast cast(String text) {
        var reporters = new LinkedHashSet<String>();
        var correspondents = new LinkedHashSet<String>();
        Matcher role = ROLES.matcher(text);
        int from = -1;
        boolean isCorrespondent = false;
        while (true) {
            boolean found = role.find();
            if (from >= 0) {
                (isCorrespondent ? correspondents : reporters)
                        .addAll(names(text.substring(from, found ? role.start() : text.length())));
            }
            if (!found) {
                return new Cast(List.copyOf(reporters), List.copyOf(correspondents));
            }
            from = role.end();
            isCorrespondent = "通讯员".equals(role.group(1));
        }
    }

    /**
     * The names at the start of {@code text}, which ends at the first word that can't be one. Names padded to the width
     * of three are closed up ({@code 张 枫}), names printed twice by a page's script are taken once.
     */
    static List<String> names(String text) {
        Matcher end = END.matcher(text);
        String head = end.find() ? text.substring(0, cut(text, end)) : text;
        var names = new LinkedHashSet<String>();
        String single = "";
        for (String token : BREAK.split(head.strip(), -1)) {
            if (token.isEmpty()) {
                continue;
            }
            if (token.length() == 1 && Texts.isHan(token.charAt(0))) {
                if (single.isEmpty()) {
                    single = token;
                    continue;
                }
                names.add(single + token);
                single = "";
                continue;
            }
            single = "";
            String name = once(token.endsWith("等") ? token.substring(0, token.length() - 1) : token);
            if (!isName(name)) {
                break;
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    /** A colon ends the word in front of it too: in {@code 王楠 送签:白翔} the second is a role. */
    private static int cut(String text, Matcher end) {
        if (!Objects.equals(end.group(), ":")) {
            return end.start();
        }
        int space = text.lastIndexOf(' ', end.start());
        return Math.max(space, 0);
    }

    private static String once(String token) {
        int half = token.length() / 2;
        return token.length() >= 4
                        && token.length() % 2 == 0
                        && token.substring(0, half).equals(token.substring(half))
                ? token.substring(0, half)
                : token;
    }

    static boolean isName(String token) {
        if (token.isEmpty()) {
            return false;
        }
        boolean han = token.chars().allMatch(c -> Texts.isHan((char) c));
        if (han) {
            return token.length() >= 2 && (token.length() <= 4 || (token.indexOf('·') > 0 && token.length() <= 16));
        }
        return token.length() >= 2
                && token.length() <= 24
                && token.chars()
                        .allMatch(c -> (Character.isLetterOrDigit(c) && c < 128) || c == '.' || c == '-' || c == '_');
    }
}
