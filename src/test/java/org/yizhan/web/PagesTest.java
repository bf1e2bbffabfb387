package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Attribution;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Relation;
import org.yizhan.publish.Change;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.Former;
import org.yizhan.publish.StoryHistory;
import org.yizhan.publish.Tombstone;

class PagesTest {

    private static final String[] BROWSER = {
        "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
    };

    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    private Document page(String path, String... headers) {
        return Jsoup.parse(site.get(path, headers).body(), Site.BASE);
    }

    @Test
    void catalogueShowsNewestStoriesWithSourceTimeTagsAndCopies() {
        Entries.entries(3).forEach(site.stories::put);
        Document page = page("/");
        assertThat(page.select(".story h3").eachText()).containsExactly("社区议事亭开门第 0 天", "社区议事亭开门第 1 天", "社区议事亭开门第 2 天");
        Element first = page.select(".story").getFirst();
        assertThat(first.select("h3 a").attr("href")).isEqualTo("/stories/" + Entries.id("story-0"));
        assertThat(first.select(".from").text()).isEqualTo("中国网信网");
        assertThat(first.select("time").text()).isEqualTo("12:00 · 2 小时前");
        assertThat(first.select("time").attr("datetime")).isEqualTo("2026-11-23T12:00:00+08:00");
        assertThat(first.select(".copies").text()).isEqualTo("转载 1");
        assertThat(first.select(".tags a").eachAttr("href"))
                .containsExactly("/regions/620702", "/topics/minzheng", "/topics/health");
        assertThat(page.select(".day h2").text()).isEqualTo("2026年11月23日 星期一");
        assertThat(page.select("script").eachAttr("src")).allMatch(address -> address.startsWith("/static/"));
    }

    @Test
    void olderPagesShowEveryStoryOnce() {
        Entries.entries(75).forEach(site.stories::put);
        var seen = new ArrayList<String>();
        String path = "/";
        while (!path.isEmpty()) {
            Document page = page(path);
            seen.addAll(page.select(".story h3 a").eachAttr("href"));
            path = page.select(".pager .older").attr("href");
        }
        assertThat(seen)
                .containsExactlyElementsOf(Entries.entries(75).stream()
                        .map(entry -> "/stories/" + entry.storyId())
                        .toList());
    }

    @Test
    void storiesOfOneTimeAreAllShownHoweverManyThereAre() {
        for (Entry entry : Entries.entries(100)) {
            site.stories.put(Entries.published(entry, Entries.NOON));
        }
        var seen = new ArrayList<String>();
        String path = "/?topic=minzheng";
        while (!path.isEmpty()) {
            Document page = page(path);
            seen.addAll(page.select(".story h3 a").eachAttr("href"));
            path = page.select(".pager .older").attr("href");
        }
        assertThat(seen).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void oneConditionIsFollowedByItsStandingFeedAndMoreByTheSearch() {
        site.stories.put(Entries.entry(0));
        assertThat(page("/").select("link[rel=alternate]").eachAttr("href"))
                .containsExactly(
                        Site.BASE + "/feeds/all.atom", Site.BASE + "/feeds/all.rss", Site.BASE + "/feeds/all.json");
        assertThat(page("/?region=620702").select(".follow input").eachAttr("value"))
                .containsExactly(
                        Site.BASE + "/feeds/region/620702.atom",
                        Site.BASE + "/feeds/region/620702.rss",
                        Site.BASE + "/feeds/region/620702.json");
        assertThat(page("/?topic=minzheng&q=%20議事%20&region=620702")
                        .select("link[rel=alternate]")
                        .attr("href"))
                .isEqualTo(Site.BASE + "/feeds/search.atom?q=%E8%AE%AE%E4%BA%8B&region=620702&topic=minzheng");
        assertThat(page("/?region=999999").select("link[rel=alternate]").attr("href"))
                .as("a name nobody knows has no standing feed")
                .isEqualTo(Site.BASE + "/feeds/search.atom?region=999999");
    }

    @Test
    void everyFeedThatAPageNamesAnswers() {
        site.stories.put(Entries.entry(0));
        for (String path : List.of(
                "/",
                "/?region=620702",
                "/?q=%E8%AE%AE&topic=minzheng",
                "/?region=1",
                "/sources/cac",
                "/regions/620702",
                "/regions/620721",
                "/topics/health",
                "/stories/" + Entries.id("story-0"))) {
            for (String feed : page(path).select("link[rel=alternate]").eachAttr("href")) {
                assertThat(site.get(feed.substring(Site.BASE.length())).statusCode())
                        .as(feed)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void searchKeepsItsConditionsAndEachCanBeTakenAway() {
        Entries.entries(3).forEach(site.stories::put);
        Document page = page("/?q=%E7%AC%AC%201%20%E5%A4%A9&region=620702");
        assertThat(page.select(".story h3").eachText()).containsExactly("社区议事亭开门第 1 天");
        assertThat(page.select("input[name=q]").val()).isEqualTo("第 1 天");
        assertThat(page.select("form input[name=region]").val()).isEqualTo("620702");
        assertThat(page.select(".filter").text()).isEqualTo("甘州区 ×");
        assertThat(page.select(".filter").attr("href")).isEqualTo("/?q=%E7%AC%AC%201%20%E5%A4%A9");
        assertThat(canonical(page)).isEqualTo(Site.BASE + "/?q=1%20%E5%A4%A9%20%E7%AC%AC&region=620702");
    }

    @Test
    void nothingFoundSaysWhatToDoInstead() {
        assertThat(page("/?q=nothing").select(".empty").text()).contains("没有符合条件的报道", "订阅这个搜索");
        assertThat(page("/").select(".empty").text()).contains("还没有报道");
    }

    @Test
    void sideNamesTheLargestFeeds() {
        Entries.entries(2).forEach(site.stories::put);
        Document page = page("/");
        assertThat(page.select(".group h2").eachText()).containsExactly("地区", "主题", "来源");
        assertThat(page.select(".group a[href=/?region=620702]").text()).isEqualTo("甘州区");
        assertThat(page.select(".group a[href=/?source=cac] + span").text()).isEqualTo("2");
    }

    @Test
    void storyShowsTextOriginAndAllMembersInTimeOrder() {
        Entry entry = Entries.entry(0);
        site.stories.put(entry);
        Document page = page("/stories/" + entry.storyId());
        assertThat(page.select(".body").html()).contains("<b>议事亭</b>");
        assertThat(page.select(".members ol > li").eachText()).hasSize(2);
        Element repost = page.select(".members ol > li").get(1);
        assertThat(repost.text()).contains("内蒙古社会工作", "转载", "匹配 中国网信网，相似度 97%", "转载自 「中国网信网」");
        assertThat(repost.select(".title a").attr("href")).isEqualTo("https://mp.example/s/copy-0");
        assertThat(repost.select(".why a").eachAttr("href"))
                .containsExactly("/sources/cac", "https://www.cac.example/original.htm");
        assertThat(page.select(".facts").text()).contains("中国网信网", "本报记者 「本报记者 张三」", "作者 张三", "责任编辑 李四");
        assertThat(page.select(".facts .address a").attr("href")).isEqualTo("https://www.cac.example/0.htm");
        assertThat(page.select("link[rel=alternate]").attr("href"))
                .isEqualTo(Site.BASE + "/feeds/story/" + entry.storyId() + ".atom");
    }

    @Test
    void storyTellsWhoTookItFromWhomAndWhatWasChanged() {
        Entry entry = Entries.entry(0);
        site.stories.put(entry);
        site.stories.texts.put(entry.origin().articleId(), "居民在议事亭里提了三条意见。");
        site.stories.texts.put(entry.copies().getFirst().articleId(), "居民在议事亭里提了五条意见。");
        Document page = page("/stories/" + entry.storyId());
        Element first = page.select(".members ol > li").get(0);
        assertThat(first.select(".step, .titles, .edits")).isEmpty();
        assertThat(first.select(".flags")).as("one's own piece is no repost").isEmpty();
        Element repost = page.select(".members ol > li").get(1);
        assertThat(repost.select(".step").text()).isEqualTo("转自 中国网信网 · 晚 1 小时");
        assertThat(repost.select(".titles dd").eachText()).containsExactly("社区议事亭开门", "转载｜社区议事亭开门");
        assertThat(repost.select(".edits summary").text()).isEqualTo("正文改动 1 处（增 1 字，删 1 字）");
        assertThat(repost.select(".edits del").text()
                        + repost.select(".edits ins").text())
                .isEqualTo("三五");
        assertThat(repost.select(".flags li").eachText()).containsExactly("✓ 稿源在名单", "✗ 标题有改", "✓ 注明来源", "✓ 可追溯");
        Document english = page("/stories/" + entry.storyId(), "Accept-Language", "en");
        assertThat(english.select(".step").text()).isEqualTo("Taken from 中国网信网 · 1 h later");
    }

    @Test
    void storyNamesTheOriginThatWeHaveNoArticleOf() {
        Entry entry = Entries.entry(0);
        site.stories.put(Entries.carried(entry, Entries.crediting(entry.origin(), "样报", "", ""), entry.copies()));
        Document page = page("/stories/" + entry.storyId());
        assertThat(page.select(".facts dl").text()).startsWith("首发 样报（未收录） 最早收录 中国网信网");
        assertThat(page.select(".members .step").first().text()).isEqualTo("转自 样报（未收录）");
    }

    @Test
    void everyLinkOutIsHttpAndVouchesForNothing() {
        Entry entry = Entries.entry(0);
        Copy origin = Entries.copy("o", "cac", "中国网信网", "javascript:alert(1)");
        Copy copy = new Copy(
                UUID.randomUUID(),
                "x",
                "x",
                "t",
                "data:text/html,x",
                Entries.NOON,
                Relation.REPOST,
                Optional.empty(),
                1,
                new Attribution(
                        origin.attribution().kind(),
                        Optional.of("x"),
                        Optional.empty(),
                        Optional.of("javascript:alert(2)"),
                        List.of(),
                        List.of()),
                false);
        site.stories.put(
                Entries.carried(entry, origin, List.of(copy, entry.copies().getFirst())));
        for (Element link : page("/stories/" + entry.storyId()).select("a[href]")) {
            String address = link.attr("href");
            assertThat(address).matches("(?s)(https?://|/|#|feed:https://news\\.example/).*");
            if (address.startsWith("http") && !address.startsWith(Site.BASE)) {
                assertThat(link.attr("rel")).as(address).isEqualTo("nofollow noopener");
            }
        }
    }

    @Test
    void mergedStoryMovesForEver() {
        site.stories.merged.put(Entries.id("late"), Entries.id("early"));
        var answer = site.get("/stories/" + Entries.id("late"));
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).contains("/stories/" + Entries.id("early"));
    }

    @Test
    void withdrawnStoryIsGoneWithItsReason() {
        site.stories.tombstones.add(new Tombstone(Entries.id("w"), Entries.NOON, "内容<有误>"));
        var answer = site.get("/stories/" + Entries.id("w"));
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(Jsoup.parse(answer.body()).select(".notice").text())
                .contains("已由来源撤回", "2026-11-23 12:00", "内容<有误>");
    }

    @Test
    void unknownStoryAndSourceAreNotFoundAsPages() {
        for (String path : List.of(
                "/stories/" + UUID.randomUUID(),
                "/stories/nonsense",
                "/sources/nobody",
                "/stories/" + Entries.id("story-0") + "?part=7")) {
            site.stories.put(Entries.entry(0));
            var answer = site.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        }
    }

    @Test
    void sourcesAreListedWithWhatIsKnownOfThem() {
        Entries.entries(2).forEach(site.stories::put);
        Document page = page("/sources");
        assertThat(page.select("tbody tr")).hasSize(2);
        Element cac = page.select("tbody tr").getFirst();
        assertThat(cac.text()).isEqualTo("中国网信网 网站 cac 全国 ✓ 在列 2 篇 2026-11-23 12:00");
        assertThat(cac.select(".out").attr("href")).isEqualTo("https://www.cac.example/");
    }

    @Test
    void sourceHasAPageWithItsStoriesAndFeeds() {
        Entries.entries(2).forEach(site.stories::put);
        Document page = page("/sources/cac");
        assertThat(page.select("h1").text()).isEqualTo("中国网信网");
        assertThat(page.select(".story")).hasSize(2);
        assertThat(page.select(".facts").text()).contains("cac", "全国", "www.cac.example", "在可供转载的稿源单位名单上");
        assertThat(page.select(".follow input").eachAttr("value")).contains(Site.BASE + "/feeds/source/cac.rss");
    }

    @Test
    void regionHasAPageWithWhatItLiesInItsStoriesAndFeeds() {
        Entries.entries(2).forEach(site.stories::put);
        Document page = page("/regions/620702");
        assertThat(page.select("h1").text()).isEqualTo("甘州区");
        assertThat(page.select(".above a").eachText()).containsExactly("全国", "甘肃省", "张掖市");
        assertThat(page.select(".above a").eachAttr("href"))
                .containsExactly("/regions/100000", "/regions/620000", "/regions/620700");
        assertThat(page.select(".below")).isEmpty();
        assertThat(page.select(".story")).hasSize(2);
        assertThat(page.select(".facts dl").text()).isEqualTo("代码 620702 报道 2 最新 2026-11-23 12:00");
        assertThat(page.select(".follow input").eachAttr("value"))
                .containsExactly(
                        Site.BASE + "/feeds/region/620702.atom",
                        Site.BASE + "/feeds/region/620702.rss",
                        Site.BASE + "/feeds/region/620702.json");
        assertThat(page.select(".pager .older").attr("href")).isEqualTo("/?region=620702");
        assertThat(page.select("script").eachAttr("src")).allMatch(address -> address.startsWith("/static/"));
    }

    @Test
    void regionNamesItsDivisionsWithWhatTheyHold() {
        site.stories.put(Entries.entry(0));
        Document page = page("/regions/620700", "Accept-Language", "en");
        assertThat(page.select(".below a").eachText()).containsExactly("甘州区 1", "肃南裕固族自治县");
        assertThat(page.select(".below a.bare").eachAttr("href")).containsExactly("/regions/620721");
        assertThat(page.select(".below").attr("aria-label")).isEqualTo("Divisions");
        assertThat(page.select(".follow h2").text()).isEqualTo("Follow this region");
        assertThat(page.select(".empty").text()).startsWith("No story is about this as a whole");
    }

    @Test
    void knownRegionWithoutAStorySaysSoAndCanBeFollowed() {
        var answer = site.get("/regions/620721");
        assertThat(answer.statusCode()).isEqualTo(200);
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select(".empty").text()).contains("还没有报道");
        assertThat(page.select(".facts dl").text()).isEqualTo("代码 620721 报道 0");
        assertThat(page.select(".follow input").eachAttr("value")).contains(Site.BASE + "/feeds/region/620721.rss");
    }

    @Test
    void topicsAndOrganisationsHavePagesToo() {
        site.stories.put(Entries.entry(0));
        assertThat(page("/topics/minzheng").select("h1, .below a").eachText()).containsExactly("民政", "空");
        assertThat(page("/topics/empty").select(".above a").eachAttr("href")).containsExactly("/topics/minzheng");
        assertThat(page("/organizations/mca").select("h1, .facts h2").eachText())
                .containsExactly("民政部", "机构");
        assertThat(page("/topics/health").select("h1").text())
                .as("a topic that only its stories know goes by what they call it")
                .isEqualTo("卫生健康");
    }

    @Test
    void unknownSubjectsAreNotFoundAsPages() {
        for (String path : List.of(
                "/regions/999999",
                "/regions/62/0702",
                "/regions/" + Links.segment("<script>"),
                "/topics/nothing",
                "/organizations/nobody")) {
            var answer = site.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).as(path).contains("text/html; charset=utf-8");
            assertThat(answer.body()).as(path).contains("没有这个").doesNotContain("<script");
        }
    }

    @Test
    void everyFeedHasAPageThatSaysWhatItIsAndHowToSubscribe() {
        Entries.entries(3).forEach(site.stories::put);
        for (String feed : List.of(
                "all",
                "source/cac",
                "region/620702",
                "topic/minzheng",
                "organization/mca",
                "story/" + Entries.id("story-0"),
                "search?q=%E8%AE%AE%E4%BA%8B")) {
            Document page = page("/feeds/" + feed);
            String address =
                    Site.BASE + "/feeds/" + (feed.contains("?") ? feed.replace("?", ".atom?") : feed + ".atom");
            assertThat(page.select("link[rel=alternate][type=application/atom+xml]")
                            .attr("href"))
                    .isEqualTo(address);
            assertThat(page.select(".follow input").eachAttr("value")).contains(address);
            assertThat(page.select(".howto").text()).contains("怎样订阅");
            assertThat(page.select("h1").text()).isNotEmpty();
        }
        Document region = page("/feeds/region/620702");
        assertThat(region.select("h1").text()).isEqualTo("甘州区");
        assertThat(region.select(".recent li a").eachText()).hasSize(3);
        assertThat(region.select(".pulse").text()).isEqualTo("最近一条 2 小时前 3 篇报道");
        assertThat(page("/feeds/topic/empty").select(".pulse").text()).isEqualTo("还没有报道，一有就会收到");
    }

    @Test
    void thePageOfASourcesFeedSaysHowItIsFetchedInTheWordsOfTheSourcesPage() {
        site.stories.put(Entries.entry(0));
        site.board.pinned.add(new Freshness(
                "cac",
                Freshness.State.FAILING,
                Optional.of(site.now.get().minusSeconds(240)),
                Optional.of(site.now.get().minusSeconds(180)),
                "timeout",
                Optional.empty(),
                1,
                1));
        Document feed = page("/feeds/source/cac");
        assertThat(feed.select(".pulse").text()).contains("▲ 采集失败", "上次取到 4 分钟前");
        assertThat(feed.select(".facts").text())
                .contains("上次取到 2026-11-23 13:56", "失败自 2026-11-23 13:57", "它的服务器迟迟不答")
                .isEqualTo(page("/sources/cac").select(".facts").last().text());
        assertThat(page("/feeds/source/cac?lang=en").select(".pulse").text())
                .contains("▲ failing", "Last success 4 min ago");
        assertThat(page("/feeds/all").select(".facts")).isEmpty();
    }

    @Test
    void whoFollowsIsToldOfTheHub() {
        assertThat(page("/regions/620702").select(".follow .hub").text()).contains("WebSub", Site.BASE + "/websub");
        assertThat(page("/?q=x&lang=en").select(".follow .hub").text())
                .isEqualTo("Readers and programs that speak WebSub are sent what is new at once, by the hub "
                        + Site.BASE + "/websub");
        assertThat(page("/status").select(".follow")).isNotEmpty();
        assertThat(page("/status").select(".follow .hub"))
                .as("no hub has this feed")
                .isEmpty();
    }

    @Test
    void everyKindOfSubjectIsInTheNavigation() {
        assertThat(page("/").select(".top nav a").eachAttr("href"))
                .containsExactly("/", "/regions", "/topics", "/organizations", "/sources", "/feeds");
        assertThat(page("/?lang=en").select(".top nav a").eachText())
                .containsExactly("Stories", "Regions", "Topics", "Organisations", "Sources", "Feeds");
    }

    @Test
    void aReaderThatIsGivenThePageIsLedToTheFormatItTakes() {
        var reader = site.get("/feeds/all", "Accept", "application/rss+xml, application/atom+xml;q=0.9, */*;q=0.1");
        assertThat(reader.statusCode()).isEqualTo(302);
        assertThat(reader.headers().firstValue("Location")).contains("/feeds/all.rss");
        assertThat(site.get("/feeds/all", "Accept", "image/png").statusCode()).isEqualTo(406);
        assertThat(site.get("/feeds/all", "Accept", "*/*").statusCode()).isEqualTo(200);
    }

    @Test
    void thePageOfNoFeedIsNoPage() {
        for (String path : List.of("/feeds/region/999999", "/feeds/story/" + Entries.id("nothing"), "/feeds/nothing")) {
            assertThat(site.get(path, "Accept", "text/html").statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(site.get("/feeds/search?from=soon").statusCode()).isEqualTo(400);
    }

    @Test
    void aSelectionOfFeedsIsTakenAlongAsOpml() {
        Entries.entries(3).forEach(site.stories::put);
        assertThat(page("/feeds").select("input[type=checkbox]").eachAttr("value"))
                .contains("all", "region/620702", "topic/minzheng", "source/cac");
        Document chosen = xml("/feeds.opml?feed=region%2F620700&feed=topic%2Fminzheng&feed=search%3Fq%3D%25E8%25AE%25AE"
                + "%26topic%3Dminzheng");
        assertThat(chosen.select("outline[xmlUrl]").eachAttr("xmlUrl"))
                .as("with what lies in them and holds a story")
                .containsExactly(
                        Site.BASE + "/feeds/region/620700.atom",
                        Site.BASE + "/feeds/region/620702.atom",
                        Site.BASE + "/feeds/topic/minzheng.atom",
                        Site.BASE + "/feeds/search.atom?q=%E8%AE%AE&topic=minzheng");
        assertThat(chosen.select("body > outline").eachAttr("text")).containsExactly("地区", "主题", "搜索");
        String bundle = page("/?q=%E8%AE%AE&topic=minzheng")
                .select(".follow a:contains(OPML)")
                .attr("href");
        assertThat(xml(bundle.substring(Site.BASE.length()))
                        .select("outline[xmlUrl]")
                        .eachAttr("xmlUrl"))
                .containsExactly(Site.BASE + "/feeds/search.atom?q=%E8%AE%AE&topic=minzheng");
    }

    @Test
    void aSelectionIsSavedAsAFileAndAnEmptyOneIsAskedFor() {
        site.stories.put(Entries.entry(0));
        Document form = page("/feeds");
        assertThat(form.select("form.shelves input[type=hidden]").attr("name")).isEqualTo("save");
        assertThat(form.select(".note[role=alert]")).isEmpty();
        var saved = site.get("/feeds.opml?save=yes&feed=topic%2Fminzheng");
        assertThat(saved.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"yizhan.opml\"");
        var shown = site.get("/feeds.opml?feed=topic%2Fminzheng");
        assertThat(shown.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(shown.body()).isEqualTo(saved.body());

        var empty = site.get("/feeds.opml?save=yes");
        assertThat(empty.statusCode()).isEqualTo(303);
        String again = empty.headers().firstValue("Location").orElseThrow();
        assertThat(page(again).select(".note[role=alert]").text()).contains("还没有勾选");
        assertThat(site.get("/static/feed.css").body()).doesNotContain("全部订阅源");
    }

    private Document xml(String path) {
        var answer = site.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Jsoup.parse(answer.body(), "", Parser.xmlParser());
    }

    @Test
    void aSelectionThatNamesNoFeedIsRefusedWithAdvice() {
        var answer = site.get("/feeds.opml?feed=nothing");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("not `nothing`");
        assertThat(site.get("/feeds.opml?feed=search%3Ffrom%3Dsoon").statusCode())
                .as("a search that can't be read is no broader one")
                .isEqualTo(400);
        assertThat(site.get("/feeds.opml?" + "feed=all&".repeat(201)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aSelectionThatNamesAnUnknownSubjectSaysWhich() {
        var answer = site.get("/feeds.opml?feed=region%2F620700&feed=region%2F999999");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("region `999999`").doesNotContain("620700");
    }

    @Test
    void aPagePastTheEndOfAListIsA404ThatTakesNoRoom() {
        assertThat(site.get("/organizations").statusCode()).isEqualTo(200);
        long before = site.cache.use().copies();
        for (int page : new int[] {2, 3, 1_000_000}) {
            for (String list : List.of("/organizations", "/topics")) {
                assertThat(site.get(list + "?page=" + page).statusCode()).isEqualTo(404);
            }
        }
        site.cache.settle();
        assertThat(site.cache.use().copies()).isEqualTo(before);
    }

    @Test
    void listsOfSourcesHaveNoPagePastTheirEndEither() {
        for (String list : List.of("/organizations", "/sources")) {
            for (String page : List.of("99999", "-1", "x")) {
                assertThat(site.get(list + "?page=" + page).statusCode())
                        .as(list + page)
                        .isEqualTo(404);
            }
            assertThat(site.get(list + "?page=1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void daysNarrowTheListAndStayInItsForm() {
        site.stories.put(Entries.entry(0));
        Document page = page("/?q=%E8%AE%AE%E4%BA%8B&region=620702&from=2026-11-01");
        assertThat(page.select(".search input[type=hidden]").eachAttr("name")).containsExactly("region");
        assertThat(page.select(".search input[name=from]").eachAttr("value")).containsExactly("2026-11-01");
        assertThat(page.select(".search .span").hasAttr("open")).isTrue();
        assertThat(page("/").select(".search .span").hasAttr("open")).isFalse();
    }

    @Test
    void narrowingKeepsTheOtherConditionsAndCountsWhatIsLeft() {
        Entries.entries(3).forEach(site.stories::put);
        Document page = page("/?q=%E8%AE%AE%E4%BA%8B&topic=minzheng");
        assertThat(page.select("h1 .count").text()).isEqualTo("3 篇");
        assertThat(page.select(".group a[href^=/?q=]").eachAttr("href"))
                .contains("/?q=%E8%AE%AE%E4%BA%8B&region=620702&topic=minzheng");
        assertThat(page.select(".group a[href*=region=620702] + span").text()).isEqualTo("3");
    }

    @Test
    void moreWaysToNarrowASearchKeepItsWordsAndOtherConditions() {
        Entry entry = Entries.entry(0);
        List<Copy> copies = IntStream.range(0, 20)
                .mapToObj(i -> Entries.copy("c" + i, "s" + i, "来源" + i, ""))
                .toList();
        site.stories.put(Entries.carried(entry, entry.origin(), copies));
        Document page = page("/?q=%E8%AE%AE%E4%BA%8B&topic=minzheng&from=2026-11-01");
        String more = page.select(".group .more a").attr("href");
        assertThat(more).isEqualTo("/narrow/source?q=%E8%AE%AE%E4%BA%8B&topic=minzheng&from=2026-11-01");
        Document all = page(more);
        assertThat(all.select("h1").text()).isEqualTo("「议事 · 民政 · 2026-11-01 – 」按来源缩小");
        assertThat(all.select(".tree a").eachAttr("href"))
                .hasSize(21)
                .allMatch(link -> link.startsWith("/?q=%E8%AE%AE%E4%BA%8B&topic=minzheng&source="))
                .allMatch(link -> link.endsWith("&from=2026-11-01"));
        assertThat(all.select(".eyebrow a").attr("href"))
                .isEqualTo("/?q=%E8%AE%AE%E4%BA%8B&topic=minzheng&from=2026-11-01");
        assertThat(page("/").select(".group .more a").attr("href"))
                .as("all of them where nothing is asked for")
                .isEqualTo("/sources");
        assertThat(site.get("/narrow/nothing").statusCode()).isEqualTo(404);
        assertThat(site.get("/narrow/topic?from=soon").statusCode()).isEqualTo(400);
        assertThat(page("/narrow/topic?q=nothing").select(".empty").text()).isEqualTo("没有可选的条件。");
    }

    @Test
    void aSearchMarksItsWordsInTitleAndText() {
        site.stories.put(
                Entries.withBody(Entries.titled(Entries.entry(0), "<议事>亭开门"), "<p>头一段。</p><p>居民来议事亭&lt;i&gt;。</p>"));
        Element story = page("/?q=%E8%AE%AE%E4%BA%8B").select(".story").first();
        assertThat(story.select("mark").eachText()).containsExactly("议事", "议事");
        assertThat(story.select("h3").text()).isEqualTo("<议事>亭开门");
        assertThat(story.select(".summary").text()).contains("居民来议事亭<i>。");
    }

    @Test
    void aBrowserCanSearchHere() {
        Document description = xml("/opensearch.xml");
        assertThat(description.select("Url").eachAttr("template"))
                .containsExactly(
                        Site.BASE + "/?q={searchTerms}",
                        Site.BASE + "/feeds/search.rss?q={searchTerms}",
                        Site.BASE + "/feeds/search.atom?q={searchTerms}",
                        Site.BASE + "/feeds/search.json?q={searchTerms}");
        assertThat(page("/").select("link[rel=search]").attr("href")).isEqualTo("/opensearch.xml");
    }

    @Test
    void regionsAndTopicsAreTrees() {
        Entries.entries(3).forEach(site.stories::put);
        Document topics = page("/topics");
        assertThat(topics.select(".tree .trunk a").eachText()).containsExactly("民政");
        assertThat(topics.select(".tree .trunk span").eachText()).containsExactly("3");
        assertThat(topics.select(".tree li ul a").eachAttr("href")).containsExactly("/topics/empty");
        assertThat(page("/organizations").select(".tree .trunk")).isEmpty();
    }

    @Test
    void aRepostIsShownBesideTheOneItWasTakenFrom() {
        Entry entry = Entries.entry(0);
        site.stories.put(entry);
        UUID repost = entry.copies().getFirst().articleId();
        String path = "/stories/" + entry.storyId() + "/compare/" + repost;
        assertThat(site.get(path).statusCode()).as("no text is kept").isEqualTo(404);
        site.pass(FeedCache.SEARCH_LIFE);
        site.stories.keep(entry.origin(), entry.storyId(), "社区议事亭今日开门。", "来了三十人。", "茶水管够。", "下月再会。");
        site.stories.keep(entry.copies().getFirst(), entry.storyId(), "社区议事亭今日开门。", "来了五十人。", "茶水管够。", "下月再会。");
        Document page = page(path);
        assertThat(page.select(".beside del").eachText()).contains("三");
        assertThat(page.select(".beside ins").eachText()).contains("五");
        assertThat(page.select(".beside .skipped"))
                .as("a bar would save no room")
                .isEmpty();
        assertThat(page.select(".beside tbody tr td:first-child").eachText()).contains("下月再会。");
        assertThat(page.select(".beside thead .from").eachText())
                .containsExactly("中国网信网", entry.copies().getFirst().source());
        assertThat(site.get("/stories/" + entry.storyId() + "/compare/"
                                + entry.origin().articleId())
                        .statusCode())
                .as("the origin is nobody's repost")
                .isEqualTo(404);
    }

    @Test
    void aFaithfulCopyOfAFormerRevisionIsNotShownWithWhatTheOriginChangedLater() {
        Entry entry = Entries.entry(0);
        site.stories.put(entry);
        Copy copy = entry.copies().getFirst();
        String was = "来了三十人。";
        site.stories.keep(entry.origin(), entry.storyId(), "来了五十人。");
        site.stories.keep(copy, entry.storyId(), was);
        site.stories.revisions.put(entry.origin().articleId(), new Former(1, copy.title(), was, Entries.NOON));
        String story = "/stories/" + entry.storyId();
        Document page = page(story + "/compare/" + copy.articleId());
        assertThat(page.select(".beside del, .beside ins")).isEmpty();
        assertThat(page.select(".beside thead .revision").eachText()).containsExactly("第 1 版，此后又有修改");
        assertThat(page(story).select(".members").text()).contains("正文同原稿第 1 版");
        assertThat(page(story).select(".members a[href*=compare], .members .relation.edited"))
                .isEmpty();
    }

    /** Two texts of which every hundredth paragraph is another one. */
    private String compared(int paragraphs) {
        Entry entry = Entries.entry(0);
        site.stories.put(entry);
        String[] before = IntStream.range(0, paragraphs)
                .mapToObj(i -> "第" + i + "段：居民在议事亭里提了三条意见，镇里逐条答复。")
                .toArray(String[]::new);
        String[] after = before.clone();
        for (int i = 99; i < paragraphs; i += 100) {
            after[i] = before[i].replace("三条", "五条");
        }
        site.stories.keep(entry.origin(), entry.storyId(), before);
        site.stories.keep(entry.copies().getFirst(), entry.storyId(), after);
        return "/stories/" + entry.storyId() + "/compare/"
                + entry.copies().getFirst().articleId();
    }

    @Test
    void aChangeLateInALongTextIsShown() {
        Document page = page(compared(3_000));
        assertThat(page.select(".beside del").eachText()).hasSize(30).containsOnly("三");
        assertThat(page.select(".beside .skipped").eachText()).hasSize(30).startsWith("相同的 98 段", "相同的 97 段");
        assertThat(page.select(".pager")).isEmpty();
    }

    @Test
    void whatDoesNotFitIsCountedAndFollowsOnTheNextPage() {
        String path = compared(50_000);
        Document first = page(path);
        assertThat(first.select(".beside tr:not(.title) ins"))
                .hasSizeLessThan(500)
                .isNotEmpty();
        int left = 500 - first.select(".beside tr:not(.title) ins").size();
        assertThat(first.select(".pager .older").text()).isEqualTo("后面还有 " + left + " 段有改动 →");
        int seen = 0;
        for (String at = path; !at.isEmpty(); ) {
            var answer = site.bytes(at);
            assertThat(answer.body().length).isLessThanOrEqualTo(PageWriter.MAX_BYTES);
            Document page = Jsoup.parse(new String(answer.body(), StandardCharsets.UTF_8));
            seen += page.select(".beside tr:not(.title) ins").size();
            at = page.select(".pager .older").attr("href");
        }
        assertThat(seen).isEqualTo(500);
        assertThat(page(first.select(".pager .older").attr("href"))
                        .select(".pager a")
                        .first()
                        .attr("href"))
                .isEqualTo(path);
        assertThat(site.get(path + "?from=60000").statusCode()).isEqualTo(404);
        assertThat(site.get(path + "?from=x").statusCode()).isEqualTo(404);
    }

    @Test
    void aChangeInARegionBringsItsPageAtOnce() {
        page("/regions/620702");
        site.stories.put(Entries.entry(0));
        site.stories.seq = 2;
        site.cache.changed(new FeedsChanged(2, List.of("region/620702"), List.of(), Optional.empty()));
        site.pass(FeedCache.STANDING_REST);
        assertThat(page("/regions/620702").select(".story")).hasSize(1);
        int asked = site.stories.asked.get();
        page("/regions/620702");
        assertThat(site.stories.asked.get()).isEqualTo(asked);
    }

    @Test
    void storiesAndCatalogueLeadToTheirRegions() {
        site.stories.put(Entries.entry(0));
        assertThat(page("/stories/" + Entries.id("story-0")).select(".tags a").eachAttr("href"))
                .contains("/regions/620702");
        assertThat(page("/").select(".group h2 a").eachAttr("href")).containsExactly("/regions", "/topics", "/sources");
    }

    @Test
    void sourceIdsOfAnyKindCanBeReached() {
        for (String id : List.of("a/b", "民政 局", "a?b", "a%b", "<i>", "a+b")) {
            Entry entry = Entries.entry(0);
            site.stories.put(Entries.carried(entry, Entries.copy("x", id, id, ""), List.of()));
            site.cache.changed(
                    new FeedsChanged(++site.stories.seq, List.of("all", "source/" + id), List.of(), Optional.empty()));
            site.pass(java.time.Duration.ofSeconds(1));
            String link = page("/").select(".story .from").attr("href");
            assertThat(page(link).select("h1").text()).as(link).isEqualTo(id);
            String feed = page(link).select(".follow input").attr("value").substring(Site.BASE.length());
            assertThat(site.get(feed).statusCode()).as(feed).isEqualTo(200);
        }
    }

    @Test
    void chineseComesFirstAndEnglishByHeaderChoiceAndCookie() {
        assertThat(page("/").select("html").attr("lang")).isEqualTo("zh-CN");
        assertThat(page("/", "Accept-Language", "fr, de;q=0.5").select("html").attr("lang"))
                .isEqualTo("zh-CN");
        assertThat(page("/", "Accept-Language", "zh;q=0.5, en-GB")
                        .select("html")
                        .attr("lang"))
                .isEqualTo("en");
        assertThat(page("/", "Accept-Language", ";;,q=x").select("html").attr("lang"))
                .isEqualTo("zh-CN");
        var chosen = site.get("/?lang=en");
        assertThat(chosen.headers().firstValue("Content-Language")).contains("en");
        String cookie = chosen.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("lang=en;");
        assertThat(page("/sources", "Cookie", "lang=en").select("h1").text()).startsWith("Sources");
        assertThat(page("/?lang=zh", "Cookie", "lang=en", "Accept-Language", "en")
                        .select("h1")
                        .text())
                .isEqualTo("最新报道");
        assertThat(page("/?q=x").select(".tongue").attr("href")).isEqualTo("/?q=x&lang=en");
    }

    @Test
    void pagesCarryTheirPolicyAndAreCachedLikeFeeds() {
        site.stories.put(Entries.entry(0));
        var first = site.get("/");
        assertThat(first.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "style-src 'self'", "script-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe");
        int asked = site.stories.asked.get();
        var again = site.get(
                "/", "If-None-Match", first.headers().firstValue("ETag").orElseThrow());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(site.stories.asked.get()).isEqualTo(asked);
    }

    @Test
    void aChangeBringsNewPagesAtOnceAndAFailingStoreKeepsTheOldOnes() {
        site.stories.put(Entries.entry(0));
        String story = "/stories/" + Entries.id("story-0");
        page("/");
        page(story);
        site.stories.put(Entries.updated(Entries.entry(0), Entries.NOON, "更正后的题目"));
        site.stories.seq = 2;
        site.cache.changed(new FeedsChanged(2, List.of("all"), List.of(Entries.id("story-0")), Optional.empty()));
        site.pass(FeedCache.STANDING_REST);
        assertThat(page("/").select("h3").text()).isEqualTo("更正后的题目");
        assertThat(page(story).select("h1").text()).isEqualTo("更正后的题目");
        site.stories.away = true;
        site.pass(FeedCache.STANDING_LIFE);
        var stale = site.get("/");
        assertThat(stale.statusCode()).isEqualTo(200);
        assertThat(stale.headers().firstValue("Age")).contains("30");
    }

    @Test
    void hostileTextStaysText() {
        String evil = "\"><script>alert(1)</script>'&\u0007\ud800";
        Entry entry = Entries.titled(Entries.entry(0), evil);
        site.stories.put(Entries.carried(
                entry,
                Entries.copy("o", evil.replace("\u0007", ""), evil, "https://x.example/\"><script>"),
                entry.copies()));
        String query = "/?q=" + Links.segment("\"><script>alert(2)</script>") + "&region=" + Links.segment("'\"><b>");
        for (String path : List.of(
                "/", query, "/stories/" + entry.storyId(), "/sources", "/sources/" + Links.segment("\"><script>"))) {
            String html = site.get(path).body();
            assertThat(Jsoup.parse(html).select("script:not([src^=/static/]), b:not(.body b)"))
                    .as(path)
                    .isEmpty();
            assertThat(html).as(path).doesNotContain("<script>", "\u0007");
        }
        Document page = page(query);
        assertThat(page.select("input[name=q]").val()).isEqualTo("\"><script>alert(2)</script>");
    }

    @Test
    void scriptInABodyNeverReachesThePage() {
        site.stories.put(Entries.withBody(
                Entries.entry(0), "<p onclick=\"x()\">文</p><script>x()</script><a href=\"javascript:x()\">链</a>"));
        Document page = page("/stories/" + Entries.id("story-0"));
        assertThat(page.select(".body").html()).contains("文").doesNotContain("onclick", "script");
    }

    @Test
    void noPageIsLongerThanItsLimit() {
        String long10k = "题<".repeat(5_000);
        var copies = new ArrayList<Copy>();
        for (int i = 0; i < 300; i++) {
            copies.add(Entries.copy("c" + i, "s" + i, long10k, "https://x.example/" + "&".repeat(2_000) + i));
        }
        for (int i = 0; i < 40; i++) {
            Entry entry = Entries.titled(Entries.entry(i), long10k);
            site.stories.put(Entries.carried(
                    entry,
                    Entries.copy("o" + i, "民".repeat(200) + i, long10k, "https://x.example/" + "'".repeat(2_000)),
                    copies));
        }
        for (String path : List.of(
                "/",
                "/stories/" + Entries.id("story-0"),
                "/sources",
                "/sources/cac",
                "/?source=s1",
                "/regions/620702")) {
            assertThat(site.bytes(path).body().length).as(path).isLessThanOrEqualTo(PageWriter.MAX_BYTES);
        }
    }

    @Test
    void aLongTextIsReadInPartsThatLeaveNothingOut() {
        var html = new StringBuilder("<div>");
        for (int i = 0; i < 2_000; i++) {
            html.append("<p>第").append(i).append("段：居民在议事亭里提了三条意见，镇里逐条答复。</p>");
        }
        Entry entry = Entries.withBody(Entries.entry(0), html.append("</div>").toString());
        site.stories.put(entry);
        var text = new StringBuilder();
        String path = "/stories/" + entry.storyId();
        while (!path.isEmpty()) {
            var answer = site.bytes(path);
            assertThat(answer.body().length).isLessThanOrEqualTo(PageWriter.MAX_BYTES);
            Document page = Jsoup.parse(new String(answer.body(), StandardCharsets.UTF_8));
            text.append(String.join("", page.select(".body p").eachText()));
            path = page.select(".reading .older").attr("href");
        }
        assertThat(text.toString())
                .isEqualTo(String.join("", Jsoup.parse(entry.html()).select("p").eachText()));
    }

    @Test
    void filesThatPagesNeedAreThere() {
        String style = page("/").select("link[rel=stylesheet]").attr("href");
        assertThat(site.get(style).headers().firstValue("Content-Type")).contains("text/css; charset=utf-8");
        assertThat(site.get(Links.FEED_STYLE).body()).contains("entry");
        assertThat(site.get("/favicon.ico").headers().firstValue("Content-Type"))
                .contains("image/svg+xml");
        assertThat(site.get("/robots.txt").body()).contains("Disallow: /api/");
        assertThat(site.get(style, "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
                .contains("gzip");
    }

    @Test
    void aPersonSeesErrorsAsPagesAndAProgramAsProblems() {
        var page = site.get("/nowhere", "Accept", "text/html,*/*");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(Jsoup.parse(page.body()).select("h1").text()).isEqualTo("这里什么也没有");
        assertThat(site.get("/nowhere").headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(site.get("/api/v1/stories/x", "Accept", "text/html")
                        .headers()
                        .firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(site.get("/?before=yesterday").statusCode()).isEqualTo(400);
        site.stories.away = true;
        assertThat(site.get("/", "Accept", "text/html").statusCode()).isEqualTo(503);
    }

    @Test
    void aRepostersNewestIsTheTimeOfItsOwnCopy() {
        Entry entry = Entries.entry(0);
        site.stories.put(entry);
        String source = entry.copies().getFirst().source();
        String own = "2026-11-23 13:00";
        assertThat(page("/sources/" + source).select(".facts dd time").text()).isEqualTo(own);
        assertThat(page("/sources")
                        .select("tr:has(a[href=/sources/" + source + "]) time")
                        .text())
                .isEqualTo(own);
        assertThat(page("/status")
                        .select("tr:has(a[href=/sources/" + source + "]) time")
                        .text())
                .startsWith("最新 " + own);
        assertThat(site.get("/status.json").body()).contains("\"newestStory\":\"2026-11-23T13:00:00+08:00\"");
        assertThat(page("/sources/cac").select(".facts dd time").text()).isEqualTo("2026-11-23 12:00");
        assertThat(page("/feeds/source/" + source).text()).contains("最近一条 1 小时前");
    }

    @Test
    void everySpellingOfAListNamesTheOneThatIsMeant() {
        site.stories.put(Entries.entry(0));
        String base = Site.BASE + "/?q=%E8%AE%AE%E4%BA%8B&region=620702";
        for (String spelling : List.of(
                "/?q=%E8%AE%AE%E4%BA%8B&region=620702",
                "/?region=620702&q=+%E8%AE%AE%E4%BA%8B+&from=&to=&topic=",
                "/?lang=en&from=&region=620702&to=&q=%E8%AE%AE%E4%BA%8B&sort=newest&x=y")) {
            assertThat(canonical(page(spelling))).as(spelling).isEqualTo(base);
        }
        assertThat(canonical(page("/?q=&from=&to="))).isEqualTo(Site.BASE + "/");
        assertThat(canonical(page("/?to=2026-11-30&from=2026-11-01&q=")))
                .isEqualTo(Site.BASE + "/?from=2026-11-01&to=2026-11-30");
        assertThat(canonical(page("/sources?page=1&lang=en"))).isEqualTo(Site.BASE + "/sources");
        assertThat(canonical(page("/stories/" + Entries.id("story-0") + "?part=1&lang=zh")))
                .isEqualTo(Site.BASE + "/stories/" + Entries.id("story-0"));
        assertThat(page("/regions/999").select("link[rel=canonical]")).isEmpty();
        assertThat(page("/?from=x", BROWSER).select("link[rel=canonical]")).isEmpty();
    }

    private static String canonical(Document page) {
        return page.select("link[rel=canonical]").attr("href");
    }

    @Test
    void anErrorSpeaksTheReadersLanguageAndKeepsWhatWasTyped() {
        Document days = page("/?q=%E5%85%BB%E8%80%81&region=620702&from=2026-13-45&to=2026-11-30", BROWSER);
        assertThat(days.select("main p").getFirst().text()).isEqualTo("起始日期「2026-13-45」不是日期，请写成 2026-11-23 的样子。");
        assertThat(days.select("header nav a").eachAttr("href")).contains("/", "/regions", "/feeds");
        assertThat(days.select("input[name=q]").val()).isEqualTo("养老");
        assertThat(days.select("input[name=region]").val()).isEqualTo("620702");
        assertThat(days.select("input[name=from]").val()).isEqualTo("2026-13-45");
        assertThat(days.select("input[name=to]").val()).isEqualTo("2026-11-30");
        String other = days.select(".tongue").attr("href");
        assertThat(other).isEqualTo("/?q=%E5%85%BB%E8%80%81&region=620702&from=2026-13-45&to=2026-11-30&lang=en");
        Document english = page(other, BROWSER);
        assertThat(english.select("main p").getFirst().text())
                .isEqualTo("The first day, “2026-13-45”, is none; write it as 2026-11-23.");
        assertThat(site.get("/?from=2026-13-45").body()).contains("`from` is no day; write it as 2026-11-23");
        assertThat(english.select(".tongue").attr("href")).endsWith("&to=2026-11-30&lang=zh");

        var tooLong = site.get("/?q=" + "%E5%AD%97".repeat(10_000), BROWSER);
        assertThat(tooLong.statusCode()).isEqualTo(400);
        Document typed = Jsoup.parse(tooLong.body());
        assertThat(typed.select("main p").getFirst().text()).isEqualTo("搜索的文字超过 200 个字，请只留关键的词。");
        assertThat(typed.select("input[name=q]").val()).isEqualTo("字".repeat(10_000));
        assertThat(tooLong.body().length()).isLessThan(PageWriter.MAX_BYTES);
    }

    @Test
    void anErrorKeepsNothingUnreadableUnseenAndShowsWhatItKeeps() {
        Document page = page("/?q=ab&sort=x&region=620702&topic=minzheng", BROWSER);
        assertThat(page.select("form input[type=hidden]").eachAttr("name")).containsExactly("region", "topic");
        assertThat(page.select(".filter").eachText()).containsExactly("地区 620702 ×", "主题 minzheng ×");
        assertThat(page.select(".filter").eachAttr("href"))
                .containsExactly("/?q=ab&topic=minzheng", "/?q=ab&region=620702");
    }

    @Test
    void noAddressAnswersABrowserWithoutNavigationAndASearchBox() {
        for (String path : List.of(
                "/regions/999",
                "/stories/x",
                "/sources/nobody",
                "/sources/%00",
                "/topics/nothing",
                "/feeds/nothing",
                "/feeds/nothing.atom",
                "/feeds/region/999.rss",
                "/feeds/all/archive/9.atom",
                "/feeds.opml?feed=nothing",
                "/sources?page=9",
                "/status?page=9",
                "/nowhere/at/all",
                "/?before=yesterday",
                "/feeds/search?sort=best")) {
            var answer = site.get(path, BROWSER);
            assertThat(answer.statusCode()).as(path).isIn(400, 404);
            Document page = Jsoup.parse(answer.body());
            assertThat(page.select("header nav a")).as(path).hasSizeGreaterThan(4);
            assertThat(page.select("form[role=search] input[name=q]")).as(path).hasSize(1);
            assertThat(page.select("main p").getFirst().text()).as(path).containsPattern("\\p{IsHan}{3}");
            assertThat(page.select("html").attr("lang")).isEqualTo("zh-CN");
            String english = page(path + (path.contains("?") ? "&" : "?") + "lang=en", BROWSER)
                    .select("main p")
                    .text();
            assertThat(english).as(path).matches("[\\p{Lu}“].*[.] .*").doesNotContain("`");
        }
        for (String path : List.of("/stories/%", "/sources/%zz", "/%")) {
            String answer = site.sent(
                    "GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept: text/html,*/*;q=0.8\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(path).startsWith("HTTP/1.1 400").contains("text/html", "两位十六进制数", "role=\"search\"");
            assertThat(site.raw(path)).as(path).startsWith("HTTP/1.1 400").contains("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stories/xyz",
                "/stories/xyz?part=2",
                "/stories/71f8e3a6-0000-3000-8000-000000000000?part=x",
                "/stories/x/compare/y?from=3",
                "/sources/%00",
                "/regions/%00"
            })
    void whatCanBeNobodysAddressIsTheSameInTheOtherLanguage(String path) {
        for (String accept : List.of("*/*", "text/html")) {
            Document page = page(path + (path.contains("?") ? "&" : "?") + "lang=en", "Accept", accept);
            assertThat(page.select("html").attr("lang")).isEqualTo("en");
            assertThat(page.select(".tongue").attr("href"))
                    .isEqualTo(path + (path.contains("?") ? "&" : "?") + "lang=zh");
            assertThat(page.select("link[rel=canonical]")).isEmpty();
        }
    }

    @Test
    void anErrorLinksToNoOtherSite() {
        for (String path : List.of("//evil.example/", "/\\evil.example", "/x\"><img/src=x>", "/" + "a".repeat(3_000))) {
            String answer =
                    site.sent("GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
            Document page = Jsoup.parse(answer.substring(answer.indexOf("<!DOCTYPE")));
            assertThat(page.select(".tongue").attr("href")).as(path).isEqualTo("/?lang=en");
            assertThat(page.select("main img")).isEmpty();
        }
    }

    @Test
    void readersOfFeedsAreToldOfErrorsAsPrograms() {
        for (String accept : List.of(
                "*/*",
                "application/atom+xml, text/html;q=0.9",
                "application/xml, application/rss+xml, text/html, */*;q=0.9",
                "text/html;q=0",
                "text/html;q=x, application/json;q=0.1",
                ",;,",
                "text/html," + "a/b,".repeat(1_000))) {
            assertThat(site.get("/feeds/nothing.atom", "Accept", accept)
                            .headers()
                            .firstValue("Content-Type"))
                    .as(accept)
                    .contains("application/problem+json");
        }
        assertThat(site.get("/feeds/nothing.atom", "Accept", "text/html, application/xhtml+xml, */*;q=0.1")
                        .headers()
                        .firstValue("Content-Type"))
                .contains("text/html; charset=utf-8");
    }

    @Test
    void aStorySaysWhatBecameOfItAndWhoStillHasTheUncorrectedText() {
        site.stories.put(
                Entries.told(Entries.entry(0), Entries.withdrawal("事实<script>有误"), Entries.correction("应为三百份")));
        site.stories.histories.put(
                Entries.id("story-0"),
                new StoryHistory(
                        List.of(
                                Entries.change(Change.Kind.WITHDRAWAL, "题", "题", "事实<script>有误"),
                                Entries.change(Change.Kind.UPDATE, "旧题", "新题", "")),
                        Set.of(Entries.id("copy-0"))));

        Document page = page("/stories/" + Entries.id("story-0"));

        assertThat(page.select(".note").eachText())
                .containsExactly("首发来源已撤稿 2026-11-23 12:30 事实<script>有误", "中国网信网 已更正 2026-11-23 13:00 应为三百份");
        assertThat(page.select(".timeline > .later .relation").eachText()).containsExactly("第 2 版", "撤稿");
        assertThat(page.select(".later del").text()).isEqualTo("旧题");
        assertThat(page.select(".later ins").text()).isEqualTo("新题");
        assertThat(page.select(".members .uncorrected").eachText()).containsExactly("仍是更正前的文字");
        assertThat(page("/stories/" + Entries.id("story-0") + "?lang=en")
                        .select(".note strong")
                        .first()
                        .text())
                .isEqualTo("The source that published it first has withdrawn it");
    }
}
