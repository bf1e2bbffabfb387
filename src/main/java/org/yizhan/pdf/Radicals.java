package org.yizhan.pdf;

import java.text.Normalizer;

/**
 * The characters that a PDF's radicals stand for. Observed: one glyph of a font serves a radical and the character that
 * looks like it, and browsers name it by the radical (⽼年⻝堂) → the character. Stateless.
 */
final class Radicals {

    private static final char FIRST_KANGXI = '\u2f00';
    private static final char LAST_KANGXI = '\u2fd5';
    private static final char FIRST_SUPPLEMENT = '\u2e80';
    private static final char LAST_SUPPLEMENT = '\u2ef3';
    private static final char TWO_EM_DASH = '\u2e3a';

    /**
     * Each radical of the CJK Radicals Supplement with its character, by Unicode's EquivalentUnifiedIdeograph; ⺼, which is
     * printed for 月, with that.
     */
    private static final String SUPPLEMENT = """
            ⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵\
            ⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒\
            ⺳罓⺶羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏阝⻐钅\
            ⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉\
            ⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟\
            """;

    private Radicals() {}

    /** {@code text} with characters in place of radicals, and a dash of two ems as two. */
    static String unified(String text) {
        if (text.chars().noneMatch(c -> c >= TWO_EM_DASH && c <= LAST_KANGXI)) {
            return text;
        }
        var unified = new StringBuilder(text.length());
        text.chars().forEach(c -> unified.append(unified((char) c)));
        return unified.toString();
    }

    private static String unified(char c) {
        if (c >= FIRST_KANGXI && c <= LAST_KANGXI) {
            return Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
        }
        if (c >= FIRST_SUPPLEMENT && c <= LAST_SUPPLEMENT) {
            int at = SUPPLEMENT.indexOf(c);
            return String.valueOf(at < 0 ? c : SUPPLEMENT.charAt(at + 1));
        }
        return c == TWO_EM_DASH ? "——" : String.valueOf(c);
    }
}
