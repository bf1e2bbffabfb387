package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Article;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Received;
import org.yizhan.article.Tag;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.Samples;
import org.yizhan.ingest.SourceRegistry;
import org.yizhan.normalize.Normalizer;
import org.yizhan.tag.Tagger;

/** The bundled samples are read as they were meant. */
class SamplesTest {

    private final SourceRegistry sources = new SourceRegistry((DataSource) Proxy.newProxyInstance(
            SamplesTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                throw new AssertionError("the samples need no database");
            }));
    private final Intake intake =
            new Intake(sources, Clock.fixed(Instant.parse("2026-11-23T04:00:00Z"), ZoneOffset.UTC));
    private final List<Article> articles = Samples.messages(intake).stream()
            .flatMap(message -> new Normalizer(sources).normalize((Received) message).stream())
            .toList();

    @Test
    void areEightArticlesWithoutAWarning() {
        assertThat(articles)
                .extracting(Article::title)
                .containsExactly(
                        "社区议事亭里话民生 甘州区民政局推动党员干部下沉一线",
                        "网络社会组织联合开展网络素养公益行动",
                        "转载｜网络社会组织联合开展网络素养公益行动",
                        "福建省民政厅部署冬季助老工作",
                        "慈善组织信息公开培训班举办",
                        "社区议事亭里话民生甘州区民政局推动党员干部下沉一线",
                        "织密为老服务一张网福建省民政厅部署冬季助老工作",
                        "网络文明进校园");
        assertThat(articles).allSatisfy(article -> {
            assertThat(article.warnings()).isEmpty();
            assertThat(article.paragraphs()).isNotEmpty();
        });
    }

    @Test
    void sayWhereTheyComeFrom() {
        assertThat(articles)
                .extracting(article -> article.attribution().kind())
                .containsExactly(
                        AttributionKind.NONE,
                        AttributionKind.NONE,
                        AttributionKind.SOURCE,
                        AttributionKind.NONE,
                        AttributionKind.NONE,
                        AttributionKind.REPOST,
                        AttributionKind.REPOST,
                        AttributionKind.REPORTER);
        assertThat(articles.get(0).attribution().editors()).containsExactly("周明");
        assertThat(articles.get(2).attribution().name()).contains("中国网信网");
        assertThat(articles.get(5).attribution().name()).contains("张掖市甘州区民政局");
        assertThat(articles.get(6).attribution().name()).contains("福建省民政厅官网");
        assertThat(articles.get(7).attribution().name()).contains("林知远");
    }

    @Test
    void areTaggedWithTheirDivisions() {
        Tagger tagger = Tagger.bundled();

        assertThat(articles)
                .extracting(article -> tagger.tag(article, Optional.empty()).stream()
                        .filter(tag -> tag.scheme() == Tag.Scheme.REGION)
                        .map(Tag::id)
                        .toList())
                .containsExactly(
                        List.of("620702"),
                        List.of(),
                        List.of(),
                        List.of("350000"),
                        List.of(),
                        List.of("620702"),
                        List.of("350000"),
                        List.of("360700"));
    }

    @Test
    void standInTheirColumns() {
        assertThat(articles)
                .extracting(article -> article.column().orElse(""))
                .containsExactly("工作动态", "网信动态", "", "通知公告", "", "党建动态", "经验做法", "经验做法");
    }
}
