package org.yizhan.publish;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The sentence of a notice's text that says why an article is taken back. Stateless. */
final class Grounds {

    /** In characters; a longer sentence is told from where it comes to the grounds. */
    private static final int LONGEST = 120;

    private static final Pattern SENTENCE = Pattern.compile("[^。！？!?\n]+[。！？!?]?[”’」』]?");

    /** What a title says is no ground. */
    private static final Pattern TITLE = Pattern.compile("《[^》]{0,200}》");

    private static final String FAULT = "(?:有误|失实|不实|错误|差错|出入|偏差|不准确|不严谨|不符|不当|重复|侵权|误[发刊登])";
    private static final String TAKEN_BACK = "(?:撤回|撤稿|撤下|撤销|撤除|删除|下架)";
    private static final String REST = "[^。！？!?\n]{0,80}";

    private static final Pattern GROUND = Pattern.compile("(?:(?<!原)因(?![此而素])|由于|鉴于)" + REST + "(?:" + FAULT + "|"
            + TAKEN_BACK + ")"
            + "|(?:经|据)[^，,。]{0,12}(?:核实|核查|核对|调查|查实|查证|查|复核|审核)" + REST + FAULT
            + "|(?:内容|数据|信息|事实|表述|文字|图片|来源|时间|地点|人名|标题)[^，,；;。！？!?\n]{0,20}" + FAULT);

    private Grounds() {}

    /** Empty where the text gives none. */
    static Optional<String> in(String text) {
        return SENTENCE.matcher(text)
                .results()
                .flatMap(found -> ground(found.group().strip()))
                .findFirst();
    }

    private static Stream<String> ground(String sentence) {
        Matcher ground = GROUND.matcher(blanked(sentence));
        if (!ground.find()) {
            return Stream.empty();
        }
        return Stream.of(sentence, sentence.substring(ground.start()))
                .filter(told -> told.codePointCount(0, told.length()) <= LONGEST)
                .limit(1);
    }

    /** The same with blanks in the place of titles. */
    private static String blanked(String sentence) {
        return TITLE.matcher(sentence)
                .replaceAll(title -> " ".repeat(title.group().length()));
    }
}
