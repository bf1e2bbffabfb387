package org.yizhan.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A newspaper sheet laid out by chance, with what stands on it. The same seed gives the same sheet. */
public record Composed(byte[] pdf, List<Truth> articles) {

    /** One article as it was set. */
    public record Truth(
            String kicker, String title, String subtitle, String byline, List<String> paragraphs, String caption) {}

    private static final double MARGIN = 40;
    private static final double BODY = 10;
    private static final double LEADING = 15;
    private static final List<String> WORDS = List.of(
            "社区", "老人", "食堂", "开放", "居民", "活动", "服务", "中心", "今年", "街道", "孩子", "图书", "志愿", "每周", "参加", "环境", "改造", "农田",
            "灌溉", "水渠", "修建", "完成", "村民", "收入", "增加", "医院", "门诊", "预约", "方便", "学校", "课程", "增设", "公园", "步道", "照明", "维修",
            "道路", "公交", "线路", "调整", "产业", "合作", "培训", "技能", "就业", "岗位", "提供", "帮扶");

    /** @param columns how many columns the sheet has, from 2 */
    public static Composed of(long seed, int columns) throws IOException {
        return new Setter(new Random(seed), columns).set();
    }

    private static final class Setter {

        private final Random random;
        private final int columns;
        private final int characters;
        private final double pitch;
        private final Press press = new Press();
        private final List<Truth> articles = new ArrayList<>();

        Setter(Random random, int columns) {
            this.random = random;
            this.columns = columns;
            this.pitch = (Press.WIDTH - 2 * MARGIN) / columns;
            this.characters = (int) ((pitch - 14) / BODY);
        }

        Composed set() throws IOException {
            press.text(MARGIN, 50, 26, "海州日报").text(640, 50, 10, "2026年11月23日 星期一 第4版");
            press.rule(MARGIN, 60, Press.WIDTH - MARGIN, 60);
            double y = 75;
            while (y < Press.HEIGHT - 330) {
                y = band(y) + 24;
            }
            press.text(MARGIN, Press.HEIGHT - 20, 9, "责任编辑:王小明 美编:李丽 电话:0531-1234567");
            return new Composed(press.sheet().print(), articles);
        }

        private double band(double top) {
            double bottom = top;
            int from = 0;
            while (from < columns) {
                int span = Math.min(columns - from, 1 + random.nextInt(3));
                bottom = Math.max(bottom, article(MARGIN + from * pitch, top, span));
                from += span;
            }
            return bottom;
        }

        private double article(double x, double top, int span) {
            boolean boxed = random.nextInt(6) == 0;
            double size = 18 + 2 * random.nextInt(1 + 2 * span);
            double y = top + (boxed ? 8 : 0);
            String kicker = random.nextInt(3) == 0 ? phrase(4) : "";
            int room = (int) ((span * pitch - 30) / size);
            String title = words(Math.min(room, 8 + random.nextInt(8)));
            String subtitle = random.nextInt(4) == 0 && span > 1 ? "——" + phrase(5) : "";
            if (!kicker.isEmpty()) {
                y += 15;
                press.text(x + 10, y, 13, kicker);
                y += 6;
            }
            y += size;
            press.text(x + 10, y, size, title);
            if (random.nextInt(3) == 0) {
                String more = words(Math.max(3, Math.min(room, 6)));
                y += size * 1.2;
                press.text(x + 10, y, size, more);
                title += more;
            }
            if (!subtitle.isEmpty()) {
                y += 20;
                press.text(x + 30, y, 14, subtitle);
            }
            y += 22;
            String byline = random.nextInt(2) == 0 ? "■ 本报记者 陈建国" : "";
            List<String> paragraphs = paragraphs(span);
            double end = text(x, y, span, byline, paragraphs);
            String caption = "";
            if (random.nextInt(4) == 0) {
                caption = "图为" + phrase(3) + "现场。";
                end += 80;
                press.text(x + 4, end, 8, caption);
                end += 6;
            }
            if (boxed) {
                press.box(x - 3, top, span * pitch - 6, end - top + 6);
                end += 8;
            }
            articles.add(new Truth(kicker, title, subtitle, byline, paragraphs, caption));
            return end;
        }

        private double text(double x, double top, int span, String byline, List<String> paragraphs) {
            var lines = new ArrayList<String>();
            if (!byline.isEmpty()) {
                lines.add("\u3000\u3000" + byline);
            }
            lines.addAll(Press.lines(paragraphs, characters));
            int height = (lines.size() + span - 1) / span;
            for (int i = 0; i < lines.size(); i++) {
                press.text(x + i / height * pitch, top + (i % height) * LEADING, BODY, lines.get(i));
            }
            return top + height * LEADING;
        }

        private List<String> paragraphs(int span) {
            var paragraphs = new ArrayList<String>();
            int count = 2 + random.nextInt(2 + span);
            for (int i = 0; i < count; i++) {
                var paragraph = new StringBuilder();
                int sentences = 1 + random.nextInt(3);
                for (int j = 0; j < sentences; j++) {
                    paragraph
                            .append(phrase(3 + random.nextInt(4)))
                            .append('，')
                            .append(phrase(3 + random.nextInt(4)))
                            .append('。');
                }
                paragraphs.add(paragraph.toString());
            }
            return paragraphs;
        }

        private String phrase(int words) {
            var phrase = new StringBuilder();
            for (int i = 0; i < words; i++) {
                phrase.append(WORDS.get(random.nextInt(WORDS.size())));
            }
            return phrase.toString();
        }

        private String words(int characters) {
            return phrase((characters + 1) / 2).substring(0, characters);
        }
    }
}
