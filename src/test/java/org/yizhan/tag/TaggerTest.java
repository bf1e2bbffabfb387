package org.yizhan.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Evidence;
import org.yizhan.article.Identity;
import org.yizhan.article.Tag;

class TaggerTest {

    private static final Tagger TAGGER = Tagger.bundled();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    甘州区民政局推动干部下沉 | 张掖市甘州区民政局把议事亭建在居民家门口。 | '' | 620702
                    赣州市民政局举办培训班 | 江西省赣州市民政局举办社会组织培训班。 | '' | 360700
                    甘州区开展走访 | 区里的干部走访了三百户老人。 | '' | 620702
                    江西赣州办夜校 | 赣州市的夜校开课半年。 | '' | 360700
                    朝阳区社区食堂开张 | 北京市朝阳区的社区食堂本周开张。 | '' | 110105
                    朝阳区社区食堂开张 | 长春市朝阳区的社区食堂本周开张。 | '' | 220104
                    朝阳区社区食堂开张 | 社区食堂本周开张。 | 110000 | 110105
                    朝阳区社区食堂开张 | 社区食堂本周开张。 | 220100 | 220104
                    朝阳区社区食堂开张 | 社区食堂本周开张。 | '' | ''
                    鼓楼区修缮老街 | 鼓楼区的老街修好了。 | 350100 | 350102
                    宁夏石嘴山整治河道 | 宁夏石嘴山的河道清了淤。 | '' | 640200
                    内蒙古加强社会组织党建 | 内蒙古自治区开展培训。 | '' | 150000
                    福建晋江移风易俗 | 福建省晋江市的喜宴减了桌数。 | '' | 350582
                    川渝联办招聘会 | 川渝两地联办招聘会。 | '' | 500000、510000
                    浙江出台养老新规 | 浙江省出台养老服务新规。 | '' | 330000
                    合作市建成长者食堂 | 甘南藏族自治州合作市的食堂开张。 | '' | 623001
                    公安县清淤 | 湖北省荆州市公安县清淤三十里。 | '' | 421022
                    资源县修路 | 广西资源县的路修好了。 | '' | 450329
                    和平区办夜市 | 天津市和平区的夜市开张。 | '' | 120101
                    和平区办夜市 | 夜市开张，游人很多。 | 210100 | 210102
                    西安新城区改造老楼 | 西安市新城区的老楼装了电梯。 | '' | 610102
                    新华区改造老楼 | 石家庄的新华区给老楼装了电梯。 | '' | 130105
                    新华区改造老楼 | 平顶山市里，新华区给老楼装了电梯。 | '' | 410402
                    市中区办灯会 | 山东济南的灯会开了，市中区分会场人最多。 | '' | 370103
                    江西赣州大余办书市 | 大余县的书市开了三天。 | '' | 360723
                    湖南长沙县建公园 | 长沙县的公园开放了。 | '' | 430121
                    闽推进移风易俗 | 各设区市定了办法。 | '' | 350000
                    安徽太湖县修水渠 | 太湖县的水渠修好了。 | '' | 340825
                    新疆温泉县办那达慕 | 温泉县的那达慕开到月底。 | '' | 652723
                    桂林阳朔清理河道 | 桂林市阳朔县清理河道。 | '' | 450321
                    東莞市開展養老服務 | 東莞市民政局的食堂開張。 | '' | 441900
                    长沙武汉广州合办书市 | 湖南省长沙市、湖北省武汉市、广东省广州市合办书市。 | '' | 420100、430100、440100
                    重庆江北机场边的社区办夜校 | 重庆市江北区的夜校开课。 | '' | 500105
                    陕西乾县办夜校 | 乾县的夜校开课。 | '' | 610424
                    """)
    void findsTheDivision(String title, String text, String publisher, String codes) {
        assertThat(String.join(
                        "、",
                        ids(Tag.Scheme.REGION, title, text, publisher).stream()
                                .sorted()
                                .toList()))
                .isEqualTo(codes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    西湖龙井开采 | 茶农清早采西湖龙井，今年的西湖龙井比往年早。
                    江北国际机场旅客破纪录 | 重阳节里，江北国际机场送走旅客三十万。
                    民政部通报养老服务典型案例 | 案例有湖南省长沙市、湖北省武汉市、广东省广州市、四川省成都市的各一件。
                    民政部通报湖南等地养老服务典型案例 | 案例有湖南省长沙市、湖北省武汉市、广东省广州市、四川省成都市的各一件。
                    两国深化合作 | 双方将在友好的气氛里加强合作，共享资源。
                    中方愿同各方一道维护和平 | 中方的立场没有变化，愿为和平作出努力。
                    公安机关破获诈骗案 | 公安机关提醒，平安出行，谨防诈骗。
                    上海合作组织秘书长发表谈话 | 上海合作组织愿加强各方协作。
                    四川北路上的老书店 | 书店开在四川北路，已有四十年。
                    澜沧江上的巡逻船 | 船员沿澜沧江巡逻了二十天。
                    祁连山里的护林员 | 护林员在祁连山里走了二十年。
                    琅琊古城办灯会 | 琅琊古城的灯会开到月底。
                    老矿区变公园 | 老矿区里种上了三万棵树。
                    南京大学公布招生办法 | 南京大学的招生办法公布了。
                    为民资源共享平台上线 | 平台把资源整合起来，友好便捷。
                    解放思想再出发 | 解放思想，前进不止，光明在前。
                    平安建设见实效 | 平安建设落到实处，安康常在。
                    新闻发布会通报情况 | 新闻发言人介绍了情况，新华社记者提问。
                    闽南语歌谣的传人 | 老人唱了六十年闽南语歌谣。
                    京剧进校园 | 孩子们学唱京剧，也听豫剧。
                    粤菜师傅的一天 | 粤菜师傅清早到店里备料。
                    长安汽车发布新车 | 长安汽车的新车下线了。
                    朝阳产业前景好 | 朝阳产业带来新岗位。
                    东方既白读书会 | 读者在读书会谈东方美学。
                    温泉旅游升温 | 游客泡着温泉看雪。
                    久治不愈的老毛病 | 医生说久治不愈要查原因。
                    凌云壮志写青春 | 青年谈理想，建始于一九五〇年的老校迎来新生。
                    地中海东岸的考古发现 | 考古队在地中海东岸工作了三年。
                    """)
    void findsNoDivisionWhereAWordOnlyLooksLikeOne(String title, String text) {
        assertThat(ids(Tag.Scheme.REGION, title, text, "")).isEmpty();
    }

    @Test
    void keepsWhatIsPrintedAsEvidence() {
        assertThat(ids(Tag.Scheme.ORGANIZATION, "東莞市開展養老服務", "東莞市民政局印發辦法。", "")).containsExactly("441900-minzhengju");
        assertThat(ids(Tag.Scheme.TOPIC, "東莞市開展養老服務", "東莞市民政局印發辦法。", "")).containsExactly("elderly-care");
        assertThat(TAGGER.tag(article("東莞市開展養老服務", "東莞市民政局印發辦法。", Attribution.NONE), Optional.empty()).stream()
                        .flatMap(tag -> tag.where().stream())
                        .map(Evidence::words))
                .contains("東莞市", "東莞市民政局", "養老服務");
    }

    @Test
    void keepsTheMostSpecificDivisionOnly() {
        assertThat(ids(Tag.Scheme.REGION, "甘肃省张掖市甘州区办夜校", "甘肃省张掖市甘州区的夜校开课了。", ""))
                .containsExactly("620702");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    养老服务机构等级评定办法印发 | 养老机构、居家养老、老年人助餐服务都有了标准。 | elderly-care
                    网络安全漏洞管理规定施行 | 网络产品的漏洞要及时修补，防范网络攻击和数据泄露。 | cybersecurity
                    慈善组织公开募捐管理办法公布 | 慈善组织开展公开募捐，应当公开慈善财产的使用。 | charity
                    社会组织登记管理工作会召开 | 社会组织、行业协会、基金会和社会团体参加年检。 | social-organizations
                    春耕备耕有序推进 | 农民抢抓农时，小麦返青，种子化肥备足，粮食生产开局良好。 | agriculture
                    """)
    void findsTheTopic(String title, String text, String topic) {
        assertThat(ids(Tag.Scheme.TOPIC, title, text, "")).contains(topic).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void givesNoTopicWithoutWordsForIt() {
        assertThat(ids(Tag.Scheme.TOPIC, "短讯", "今天下雨。", "")).isEmpty();
    }

    @Test
    void takesTheLongestNameOfABody() {
        assertThat(ids(Tag.Scheme.ORGANIZATION, "张掖市甘州区民政局推动干部下沉", "张掖市甘州区民政局组织走访。", ""))
                .containsExactly("620702-minzhengju");
        assertThat(ids(Tag.Scheme.ORGANIZATION, "中国网信网改版", "中国网信网的新版面本周上线。", ""))
                .containsExactly("cac");
        assertThat(ids(Tag.Scheme.ORGANIZATION, "福建省民政厅部署助老工作", "福建省民政厅印发通知。", ""))
                .containsExactly("350000-minzhengting");
    }

    @Test
    void tagsTheBodyThatANoteNames() {
        var attribution = new Attribution(
                AttributionKind.REPOST, Optional.of("中国网信网"), Optional.empty(), Optional.empty(), List.of(), List.of());

        assertThat(TAGGER.tag(article("短讯", "今天下雨。", attribution), Optional.empty()))
                .containsExactly(Tag.of(
                        Tag.Scheme.ORGANIZATION,
                        "cac",
                        "中国网信网",
                        List.of(new Evidence("中国网信网", Evidence.Part.ATTRIBUTION, 0, 0))));
    }

    @Test
    void passesOverAnUnknownPublisher() {
        assertThat(TAGGER.tag(article("朝阳区社区食堂开张", "开张了。", Attribution.NONE), Optional.of("999999")))
                .isEqualTo(TAGGER.tag(article("朝阳区社区食堂开张", "开张了。", Attribution.NONE), Optional.empty()));
    }

    @Test
    void saysTheSameForTheSame() {
        Article article = article("甘州区民政局推动养老服务", "张掖市甘州区民政局在社区办养老食堂。".repeat(50), Attribution.NONE);

        assertThat(TAGGER.tag(article, Optional.empty()))
                .isNotEmpty()
                .isEqualTo(Tagger.bundled().tag(article, Optional.empty()));
    }

    private static List<String> ids(Tag.Scheme scheme, String title, String text, String publisher) {
        return TAGGER
                .tag(
                        article(title, text, Attribution.NONE),
                        Optional.of(publisher).filter(code -> !code.isEmpty()))
                .stream()
                .filter(tag -> tag.scheme() == scheme)
                .map(Tag::id)
                .toList();
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
                List.of(text),
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
