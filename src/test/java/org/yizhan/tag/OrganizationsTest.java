package org.yizhan.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Approval;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Evidence;
import org.yizhan.article.Identity;
import org.yizhan.article.Source;
import org.yizhan.article.Tag;

class OrganizationsTest {

    private static final Dictionaries DICTIONARIES = Dictionaries.bundled();
    private static final Organizations ORGANIZATIONS = DICTIONARIES
            .organizations()
            .joined(
                    List.of(
                            source("cac", "中国网信网", List.of("网信中国", "国家网信办"), "100000"),
                            source("gz-mzj", "张掖市甘州区民政局", List.of("甘州民政"), "620702"),
                            source("hexi", "河西晨报", List.of("河西晨报网"), "620700"),
                            source("pushed-1", "pushed-1", List.of(), "")),
                    List.of(
                            new SeenName("雾城观察", 1, List.of("one", "two")),
                            new SeenName("云岭纪事", 3, List.of("one")),
                            new SeenName("塔川通讯社", 2, List.of("one"))));
    private static final Tagger TAGGER = DICTIONARIES.tagger(ORGANIZATIONS);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            中国网信网改版                 | 中国网信网的新版面本周上线。           | ''     | cac
            中国网络社会组织联合会换届     | 中国网络社会组织联合会选出新理事会。   | ''     | zhongwanglian
            张掖市甘州区民政局建议事亭     | 张掖市甘州区民政局把议事亭建在门口。   | ''     | 620702-minzhengju
            甘州区民政局建议事亭           | 议事亭建在居民家门口。                 | ''     | 620702-minzhengju
            中国网络文明大会开幕           | 中国网络文明大会有三个分论坛。         | ''     | ''
            中国网信事业迈上新台阶         | 中国网信事业这十年。                   | ''     | ''
            中国网民达到新高               | 中国网民的人数又增加了。               | ''     | ''
            中国网站长大会                 | 中国网站的经营者到会。                 | ''     | ''
            坚持实事求是办好民生实事       | 实事求是，一件一件办。                 | ''     | ''
            证照集中办理提速               | 集中办理一次办结，全国办得最快。       | ''     | ''
            民政局走访困难家庭             | 民政局走访了三百户。                   | 620702 | 620702-minzhengju
            民政局走访困难家庭             | 民政局走访了三百户。                   | ''     | ''
            民政局走访困难家庭             | 民政局走访了三百户。                   | 620000 | ''
            各区民政局走访困难家庭         | 各区民政局走访了三百户。               | 620702 | ''
            区民政局走访困难家庭           | 区民政局走访了三百户。                 | 620702 | 620702-minzhengju
            市民政局来区里调研             | 市民政局到社区调研。                   | 620702 | 620700-minzhengju
            省民政厅来区里调研             | 省民政厅到社区调研。                   | 620702 | 620000-minzhengting
            鼓楼区民政局走访困难家庭       | 鼓楼区民政局走访了三百户。             | ''     | ''
            鼓楼区民政局走访困难家庭       | 鼓楼区民政局走访了三百户。             | 350102 | 350102-minzhengju
            南京市鼓楼区民政局走访         | 南京市鼓楼区民政局走访了三百户。       | 350102 | 320106-minzhengju
            赣州市民政局办夜校             | 赣州市民政局的夜校开课。               | 620702 | 360700-minzhengju
            江西省民政厅到甘州区考察       | 江西省民政厅一行到访。                 | 620702 | 360000-minzhengting
            河西晨报办读者节               | 据河西晨报消息，读者节开到月底。       | ''     | 河西晨报
            《雾城观察》开设新栏目         | 《雾城观察》的新栏目谈养老。               | ''     | 雾城观察
            在雾城观察察看水情             | 队员在雾城观察察了两天水情。           | ''     | ''
            内蒙古社会工作部调研           | 内蒙古社会工作部到社区调研。           | ''     | 150000-shehuigongzuobu
            内蒙古社会工作会议召开         | 内蒙古社会工作会议谈了三件事。         | ''     | ''
            《内蒙古社会工作》改版         | 内蒙古社会工作的新版面上线。           | ''     | wangxin-neimenggu
            塔川通讯社开设新栏目           | 塔川通讯社的新栏目谈养老。             | ''     | ''
            """)
    void findsTheBodiesATextSpeaksOf(String title, String text, String publisher, String ids) {
        assertThat(ids(article(title, text, Attribution.NONE), publisher)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            中国网信网                 | cac
            “网信中国”微信公众号       | cac
            福建省民政厅官网           | 350000-minzhengting
            福建民政厅                 | 350000-minzhengting
            张掖市甘州区民政局         | 620702-minzhengju
            甘肃省甘州区民政局         | 620702-minzhengju
            江西赣州市民政局           | 360700-minzhengju
            中共张掖市委宣传部         | 620700-xuanchuanbu
            甘州区民政局办公室         | 620702-minzhengju
            中國網信網                 | cac
            張掖市甘州區民政局         | 620702-minzhengju
            霧城觀察                   | 雾城观察
            轉載請注明出處             | ''
            张掖市甘州区民政局社会救助科 | 620702-minzhengju
            陇上社会工作（             | ''
            陇上社会工作）（           | ''
            甘州民政                   | 620702-minzhengju
            陇上社会工作               | 陇上社会工作
            陇上社会工作微信公众号     | 陇上社会工作
            内蒙古社会工作部           | 150000-shehuigongzuobu
            雾城观察                   | 雾城观察
            网信中国、河西晨报         | cac、河西晨报
            人民网－人民日报           | renmin
            张小明                     | ''
            转载请注明出处             | ''
            网络                       | ''
            综合                       | ''
            https://example.org/a      | ''
            据记者从现场获悉           | ''
            2026年第3期                | ''
            """)
    void takesTheBodyThatANoteNames(String printed, String ids) {
        assertThat(ids(article("短讯", "今天下雨。", repost(printed)), "")).isEqualTo(ids);
    }

    @Test
    void isOneBodyInBothScripts() {
        Organizations joined = DICTIONARIES
                .organizations()
                .joined(
                        List.of(source("hexi", "河西觀察報", List.of(), "")),
                        List.of(new SeenName("河西观察报", 3, List.of("one"))));

        assertThat(joined.joined()).extracting(Organization::id).containsExactly("河西觀察報");
    }

    @Test
    void knowsNamesakesByThePublisher() {
        assertThat(ids(article("短讯", "今天下雨。", repost("鼓楼区民政局")), "350100")).isEqualTo("350102-minzhengju");
        assertThat(ids(article("短讯", "今天下雨。", repost("鼓楼区民政局")), "")).isEqualTo("鼓楼区民政局");
    }

    @Test
    void makesNoBodyOfWhatARunningTextRestsOn() {
        var hearsay = new Attribution(
                AttributionKind.HEARSAY,
                Optional.of("陇上社会工作"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());

        assertThat(ids(article("短讯", "今天下雨。", hearsay), "")).isEmpty();
    }

    @Test
    void keepsThePlacesWithinTheNameOfASource() {
        Tagger tagger = DICTIONARIES.tagger(DICTIONARIES
                .organizations()
                .joined(List.of(source("fj-mzt", "福建省民政厅", List.of("福建民政"), "350000")), List.of()));
        Article article = article("福建省民政厅部署助老工作", "福建省民政厅印发通知，福建民政网有全文。", Attribution.NONE);

        assertThat(tagger.tag(article, Optional.empty()))
                .extracting(Tag::id)
                .contains("350000", "350000-minzhengting")
                .doesNotContain("福建民政");
    }

    @Test
    void givesEachBodyOneId() {
        assertThat(ORGANIZATIONS.joined())
                .extracting(Organization::id)
                .containsExactlyInAnyOrder("河西晨报", "雾城观察", "云岭纪事");
        assertThat(ORGANIZATIONS.label("河西晨报")).contains("河西晨报");
        assertThat(ORGANIZATIONS.label("hexi")).isEmpty();
        assertThat(ORGANIZATIONS.label("pushed-1")).isEmpty();
    }

    @Test
    void knowsANameThatIsSeenTooSeldomByItsNotesOnly() {
        assertThat(ORGANIZATIONS.label("塔川通讯社")).contains("塔川通讯社");
        assertThat(ORGANIZATIONS.isNew("塔川通讯社")).isTrue();
        assertThat(ORGANIZATIONS.isNew("云岭纪事")).isFalse();
        assertThat(ORGANIZATIONS.label("从未见过的晚报")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-\t雾城观察\t\t\t\tnone", "-\t某某\t雾城观察\t\t\tnone"})
    void isNoBodyWhereTheOperatorRefusesIt(String row) {
        Dictionaries refusing = with(row);
        Organizations joined =
                refusing.organizations().joined(List.of(), List.of(new SeenName("雾城观察", 9, List.of("a", "b"))));

        assertThat(joined.label("雾城观察")).isEmpty();
        assertThat(refusing.tagger(joined).tag(article("雾城观察改版", "今天下雨。", repost("雾城观察")), Optional.empty()))
                .isEmpty();
    }

    @Test
    void isAnotherNameWhereTheOperatorSaysSo() {
        Dictionaries aliasing = with("620702-minzhengju\t\t甘州社工、甘州救助");
        Tagger tagger = aliasing.tagger(aliasing.organizations());

        assertThat(tagger.tag(article("短讯", "今天下雨。", repost("甘州社工")), Optional.empty()))
                .extracting(Tag::id)
                .containsExactly("620702-minzhengju");
    }

    @Test
    void isTheSameInWhateverOrderTheSourcesCome() {
        List<Source> sources =
                List.of(source("b", "雾城观察", List.of("观察站"), ""), source("a", "云岭纪事", List.of("观察站"), ""));

        assertThat(DICTIONARIES.organizations().joined(sources, List.of()).edition())
                .isEqualTo(DICTIONARIES
                        .organizations()
                        .joined(sources.reversed(), List.of())
                        .edition());
    }

    @Test
    void saysWhichWordsStandWhere() {
        Article article = article("养老食堂开张", "甘州区的食堂本周开张。\n".repeat(20) + "张掖市甘州区民政局出资，张掖市甘州区民政局管理。", Attribution.NONE);
        List<Tag> tags = TAGGER.tag(article, Optional.empty());

        assertThat(tags).allSatisfy(tag -> assertThat(tag.where()).isNotEmpty().hasSizeLessThanOrEqualTo(Tag.MOST));
        assertThat(where(tags, "elderly-care")).contains(new Evidence("养老", Evidence.Part.TITLE, 0, 18));
        assertThat(where(tags, "620702")).containsExactly(new Evidence("甘州区", Evidence.Part.LEAD, 1, 0));
        assertThat(where(tags, "620702-minzhengju"))
                .containsExactly(
                        new Evidence("张掖市甘州区民政局", Evidence.Part.BODY, 21, 0),
                        new Evidence("张掖市甘州区民政局", Evidence.Part.BODY, 21, 0));
    }

    private static List<Evidence> where(List<Tag> tags, String id) {
        return tags.stream()
                .filter(tag -> tag.id().equals(id))
                .findFirst()
                .orElseThrow()
                .where();
    }

    private static Dictionaries with(String row) {
        return Dictionaries.of(DictionaryTexts.bundled()
                .with(DictionaryText.of(
                        "organizations.local.tsv",
                        DictionaryText.Origin.FOLDER,
                        row.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    }

    private static Source source(String id, String name, List<String> aliases, String region) {
        return new Source(id, name, aliases, region, "", "list", Approval.NEVER);
    }

    private static Attribution repost(String name) {
        return new Attribution(
                AttributionKind.REPOST, Optional.of(name), Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    private static String ids(Article article, String publisher) {
        return TAGGER.tag(article, Optional.of(publisher).filter(code -> !code.isEmpty())).stream()
                .filter(tag -> tag.scheme() == Tag.Scheme.ORGANIZATION)
                .map(Tag::id)
                .collect(Collectors.joining("、"));
    }

    private static Article article(String title, String text, Attribution attribution) {
        Instant at = Instant.parse("2026-11-23T04:00:00Z");
        return new Article(
                Identity.article("s", "1"),
                "s",
                "1",
                "",
                title,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Stream.of(text.split("\n", -1)).toList(),
                at,
                at,
                attribution,
                List.of(),
                Optional.empty(),
                "",
                List.of(),
                Optional.empty());
    }
}
