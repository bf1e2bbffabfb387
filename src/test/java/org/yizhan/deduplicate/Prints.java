package org.yizhan.deduplicate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.Envelope;
import org.yizhan.article.Identity;

/** Articles of the tests' own writing, and what copyists make of them. */
final class Prints {

    static final Instant MONDAY = Instant.parse("2026-11-23T02:00:00Z");

    static final Folding FOLDING = new Folding();

    /** A report that nobody else has written. */
    static final String REPORT = """
            初冬的清晨，城东社区的长者食堂已经飘出米粥的香味。七十三岁的周桂芳每天步行五分钟来这里吃早饭，她说菜软、味淡、价钱公道，最要紧的是能同老邻居说说话。
            食堂由街道出场地、社会组织出人手、辖区企业出食材，去年三月开张至今没有涨过价。负责人介绍，账目每月贴在门口，谁都可以来查，结余全部用来给行动不便的老人送餐上门。
            区里把这种做法写进了为老服务的年度清单，准备明年再开八处。受访的居民希望新的食堂离公交车站近一些，也希望周末不要停火。
            """;

    private static final String SYLLABLES = "民政社区服务养老助残救灾慈善志愿党建网络治理乡村教育卫生文化体育交通环保就业创业法律";

    private Prints() {}

    /** A formulaic notice, the same every month but for its slots. */
    static String notice(String county, int month, int day, int homes, int beds, String chair) {
        return "%s民政局于%d月%d日召开养老服务机构消防安全工作例会，传达上级通知，通报上月检查结果，部署下一阶段任务。局长%s主持会议并讲话，全县%d家养老机构负责人到会。会议指出，各机构要落实主体责任，逐间检查线路和灶具，对%d张床位的护理人员重新培训，发现隐患立即整改，整改情况十日内书面报告。"
                .formatted(county, month, day, chair, homes, beds);
    }

    static Article article(String source, String id, String title, String text, Instant publishedAt) {
        return article(source, id, "", title, text, publishedAt);
    }

    static Article article(String source, String id, String url, String title, String text, Instant publishedAt) {
        return new Article(
                Identity.article(source, id),
                source,
                id,
                url,
                title,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                text.lines().filter(line -> !line.isBlank()).toList(),
                publishedAt,
                MONDAY,
                Attribution.NONE,
                List.of(),
                Optional.empty(),
                Identity.contentHash(title + "\n" + text),
                List.of(),
                Optional.empty());
    }

    static Fingerprint print(String title, String text, Instant publishedAt) {
        return Fingerprint.of(article("site", title + publishedAt, title, text, publishedAt), FOLDING, Set.of());
    }

    static Fingerprint print(String title, String text) {
        return print(title, text, MONDAY);
    }

    static Envelope envelope(Article article) {
        return new Envelope("trace-" + article.key(), List.of(), article);
    }

    /** A text of {@code sentences} that no other seed gives. */
    static String text(long seed, int sentences) {
        var random = new Random(seed);
        return IntStream.range(0, sentences)
                .mapToObj(sentence -> random.ints(28, 0, SYLLABLES.length())
                                .mapToObj(at -> String.valueOf(SYLLABLES.charAt(at)))
                                .collect(Collectors.joining())
                        + "。")
                .collect(Collectors.joining());
    }

    static Instant hours(long after) {
        return MONDAY.plus(Duration.ofHours(after));
    }

    static UUID key(String source, String id) {
        return Identity.article(source, id);
    }
}
