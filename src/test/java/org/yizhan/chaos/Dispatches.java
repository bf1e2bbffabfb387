package org.yizhan.chaos;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.article.Identity;

/**
 * The articles of a run: pure functions of seed and number, so that nothing has to be kept. Every tenth is a repost of the
 * one nine before it, which never changes; the others may have revisions. A title says number and revision.
 */
final class Dispatches {

    private static final int SOURCES = 12;
    private static final int CHARACTERS = 240;
    private static final int SENTENCE = 24;
    private static final String CHARACTER = "春夏秋冬山河湖海东西南北高低远近快慢新旧书桥路灯井田林草花果茶米麦豆棉麻竹石铁铜瓦砖窗门车船帆锚网线针布衣帽伞镜钟鼓琴棋";
    private static final Pattern TITLE = Pattern.compile("第(\\d+)号第(\\d+)版");

    private final long seed;
    private final String run;
    private final Instant from;

    /**
     * @param run what all ids begin with, different for each run against one store
     * @param from all are published within a second of it
     */
    Dispatches(long seed, String run, Instant from) {
        this.seed = seed;
        this.run = run;
        this.from = from.truncatedTo(ChronoUnit.MILLIS);
    }

    /** One article as its source has it. */
    record Dispatch(int number, int revision, String source, String id, String title, String text, Instant published) {

        UUID articleId() {
            return Identity.article(source, id);
        }

        /** As it is pushed. */
        Map<String, Object> pushed() {
            var json = new LinkedHashMap<String, Object>();
            json.put("source", source);
            json.put("id", id);
            json.put("url", "https://" + source + ".example/" + id + ".html");
            json.put("title", title);
            json.put("text", text);
            json.put("publishedAt", published.toString());
            return json;
        }
    }

    Dispatch of(int number, int revision) {
        int root = root(number);
        String text = text(root);
        String title = text.substring(0, 12) + "第" + root + "号第" + revision + "版";
        return new Dispatch(
                number,
                revision,
                number == root ? source(number) : "zhuanzai-" + number % 3,
                run + "-" + number,
                title,
                body(text, number, revision),
                from.plusMillis(number % 1_000));
    }

    private String body(String text, int number, int revision) {
        if (isRepost(number)) {
            return text + "\n（转自" + source(root(number)) + "）";
        }
        return revision == 1 ? text : text + "\n" + text(number * 31 + revision).substring(0, SENTENCE);
    }

    private static String source(int number) {
        return "laiyuan-" + number % SOURCES;
    }

    /** The number of the article whose text this one has: its own but for reposts. */
    static int root(int number) {
        return isRepost(number) ? number - 9 : number;
    }

    static boolean isRepost(int number) {
        return number % 10 == 9;
    }

    /** Whether it may have a second revision: those that are reposted never change. */
    static boolean mayChange(int number) {
        return number % 10 != 9 && number % 10 != 0;
    }

    /** The revision that a title says. */
    static int revision(String title) {
        Matcher said = TITLE.matcher(title);
        if (!said.find()) {
            throw new IllegalArgumentException("no title of a run: " + title);
        }
        return Integer.parseInt(said.group(2));
    }

    private String text(int number) {
        var random = new SplittableRandom((seed * 6_364_136_223_846_793_005L) ^ (number * 0xD6E8FEB86659FD93L));
        var text = new StringBuilder(CHARACTERS);
        while (text.length() < CHARACTERS) {
            text.append(
                    text.length() % SENTENCE == SENTENCE - 1
                            ? '。'
                            : CHARACTER.charAt(random.nextInt(CHARACTER.length())));
        }
        return text.toString();
    }
}
