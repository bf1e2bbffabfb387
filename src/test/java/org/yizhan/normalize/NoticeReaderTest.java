package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Notice;
import org.yizhan.article.Received;

class NoticeReaderTest {

    private final NoticeReader reader = new NoticeReader(new Pushes.Known());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            撤稿声明 | 本网11月20日发布的《社区食堂开张》一文，因信息有误，现予撤稿，请各网站删除。 | 社区食堂开张
            撤稿通知 | 《社区食堂开张》一文已撤稿，请各网站及时删除，不再转载。 | 社区食堂开张
            【撤稿】《社区食堂开张》 | 该稿内容有误，请停止转载。 | 社区食堂开张
            撤稿：《社区食堂开张》 | 请已转载的网站删除该稿。 | 社区食堂开张
            关于撤回《社区食堂开张》的声明 | 因采写失误，本网决定撤回该文。 | 社区食堂开张
            关于撤回《社区食堂开张》一文的通知 | 各转载单位： | 社区食堂开张
            关于撤回《社区食堂开张》的公告 | 本站11月20日刊登的文章部分内容未经核实，现予撤回。 | 社区食堂开张
            关于撤销《社区食堂开张》一文的说明 | 经编辑部研究，撤销此文。 | 社区食堂开张
            关于删除《社区食堂开张》一文的说明 | 经核查，数据来源不可靠。 | 社区食堂开张
            关于《社区食堂开张》的撤稿声明 | 因数据有误，请勿再引用。 | 社区食堂开张
            关于《关于推进“一老一小”服务的通知》一文的撤稿说明 | 本网误发，现撤稿。 | 关于推进“一老一小”服务的通知
            关于撤回《学习《条例》的体会》一文的声明 | 作者申请撤回。 | 学习《条例》的体会
            紧急通知 | 《社区食堂开张》稿件已撤稿，请各网站立即删除。 | 社区食堂开张
            声明 | 我网11月20日转载的《社区食堂开张》一文内容失实，已删除，特此声明。 | 社区食堂开张
            致歉声明 | 本公众号昨日推送的《社区食堂开张》一文未经核实，已予以删除，谨向读者致歉。 | 社区食堂开张
            情况说明 | 现决定撤回本网发布的《社区食堂开张》一文，请各转载网站删除。 | 社区食堂开张
            撤稿启事 | 中国网信网11月20日刊发的《社区食堂开张》现予撤稿。 | 社区食堂开张
            """)
    void readsAWithdrawal(String title, String text, String about) {
        assertThat(read(title, text))
                .contains(new Notice(Notice.Kind.WITHDRAWAL, Optional.of(about), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            更正 | 本报11月20日4版刊发的《社区食堂开张》一文，第二段“六十岁”有误，应为“六十五岁”，特此更正。 | 社区食堂开张
            更正启事 | 本报11月20日4版《社区食堂开张》一文中，“张凤”应为“张枫”。谨向读者致歉。 | 社区食堂开张
            更正声明 | 11月20日4版《社区食堂开张》一文中图片说明有误。 | 社区食堂开张
            勘误 | 本刊第18期刊登的《社区食堂开张》作者单位误为城南街道，应为城北街道。 | 社区食堂开张
            更正与致歉 | 昨日本报《社区食堂开张》报道将“三百份”误作“三千份”，特此更正并致歉。 | 社区食堂开张
            本报更正 | 《社区食堂开张》一文（见11月20日4版）记者姓名有误。 | 社区食堂开张
            关于《社区食堂开张》的更正 | 文中第三段开张日期应为11月19日。 | 社区食堂开张
            关于《社区食堂开张》一文的更正说明 | 开张日期应为11月19日。 | 社区食堂开张
            关于《社区食堂开张》报道中有关数据的更正 | 首日午餐应为三百份。 | 社区食堂开张
            关于更正《社区食堂开张》一文部分内容的声明 | 首日午餐应为三百份。 | 社区食堂开张
            更正：《社区食堂开张》 | 该文首日午餐应为三百份。 | 社区食堂开张
            致歉 | 本报11月20日《社区食堂开张》一文将张枫误写为张凤，向当事人致歉。 | 社区食堂开张
            关于《社区食堂开张》一文的致歉声明 | 数据有误。 | 社区食堂开张
            编辑部的话 | 本报11月20日4版刊发的《社区食堂开张》一文地名有误，“城南”应为“城北”，特此更正。 | 社区食堂开张
            更正 | 我局门户网站11月20日发布的《关于社区食堂开张的公告》中开张日期有误，现更正为11月19日。 | 关于社区食堂开张的公告
            更正 | 《中国网信网》11月20日刊发的《社区食堂开张》一文标题有误。 | 社区食堂开张
            更正 | 本网转载新华社《社区食堂开张》一文时漏排作者，特此更正。 | 社区食堂开张
            """)
    void readsACorrection(String title, String text, String about) {
        assertThat(read(title, text))
                .contains(new Notice(Notice.Kind.CORRECTION, Optional.of(about), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            社区食堂开张 | 社区食堂本周在城南开张，六十岁以上的老人凭卡就餐。
            撤稿声明引发热议 | 《自然》杂志11月20日发布撤稿声明，撤回《高温超导新进展》一文，引发学界热议。
            某期刊撤稿百篇论文 | 出版社称，《细胞工程》一文等百篇论文已撤稿，期刊向读者致歉。
            学术期刊撤稿107篇 | 本报讯 记者获悉，某出版社将《肿瘤研究》一文撤稿，请各数据库删除。
            《自然》撤稿风波：谁来把关 | 《自然》此前撤回了《高温超导新进展》一文。本报记者采访多位学者。
            关于撤回《甘州区城市管理办法》文件的通知 | 各单位：《甘州区城市管理办法》即日起撤回，不再执行。
            关于撤回《关于开展安全检查的通知》的通知 | 各镇、街道：因工作调整，现予撤回，请各单位网站同步更新。
            关于撤销《建设工程规划许可证》的公告 | 经查，该公司以欺骗手段取得许可，我局决定撤销，现予公告。
            关于撤销《行政处罚决定书》的公告 | 现撤销甘市监罚〔2026〕12号行政处罚决定，网站公示信息同步删除。
            关于撤销《食品经营许可证》的公告 | 本网站公示如下，特此公告。
            关于撤销《甘州社工机构登记》的公告 | 我局决定撤销其登记，请相关网站删除。
            关于撤销某公司行政许可的公告 | 决定撤销行政许可，特此公告。
            不动产更正登记公告 | 申请人提交《不动产更正登记申请书》，登记簿记载有误，应为张枫，现更正如下。
            关于《不动产权证书》更正登记的公告 | 证书记载面积有误，应为八十平方米，特此更正。
            政府采购更正公告 | 原公告的采购项目编号GZ-12，《社区食堂设备采购公开招标公告》中开标时间更正为12月1日。
            更正公告 | 本网11月20日发布的《社区食堂设备采购项目招标公告》开标时间有误，现更正为12月1日。
            关于《社区食堂设备采购招标文件》的更正公告 | 本网站发布，投标截止时间更正为12月1日。
            关于《社区食堂设备竞争性磋商公告》的更正通知 | 本网发布的磋商公告，项目编号有误。
            《现代方言词典》勘误 | 第35页第2行“食堂”应为“食塘”。
            关于《红楼梦》一书的勘误 | 第三回人名有误，特此更正。
            关于《民法典》更正登记制度的解读 | 更正登记是对登记簿记载错误的改正。
            某公司就《新品上市》发致歉声明 | 某公司称《新品上市》一文有误，特此致歉。
            致歉信 | 因供水管道抢修给市民带来不便，我公司深表歉意。
            致歉声明 | 我公司发布的《新品上市》广告给消费者造成误解，谨此致歉。
            一篇报道的回声 | 本报11月20日刊发《社区食堂缺座位》一文后，街道向市民致歉，并已增加座位。
            停水致歉 | 本报刊发《南城停水三天》一文后，供水公司致歉，应为居民减免水费。
            更正陋习 弘扬新风 | 乡村开展移风易俗，更正陋习，《村规民约》一文深入人心。
            勘误大师张枫 | 张枫编校四十年，本报曾刊发《一字千金》一文介绍他，老人说，错一个字，就应为读者致歉。
            网信部门通报 | 网信部门要求各网站删除《食堂中毒》一文，涉事账号已删除并致歉。
            更正 | 昨日天气预报有误，最高气温应为12摄氏度，特此更正。
            声明 | 未经授权不得转载本网《社区食堂开张》一文，违者请立即删除，特此声明。
            严正声明 | 某网站擅自转载本报《社区食堂开张》一文，请立即删除，已删除的不予追究，特此声明。
            辟谣 | 网传《食堂中毒》一文不实，有关账号已删除，请勿再转载，停止传播。
            撤稿声明 | 近日，某期刊就《食品研究》作撤稿声明。
            更正 | 《科学》杂志11月20日发布更正，《深海生物》一文作者单位有误。
            读者来信 | 贵报《社区食堂开张》一文地名有误，望予更正。
            本网启事 | 本网长期征稿，请勿一稿多投，撤稿请来信说明，详见《投稿须知》一文。
            关于删除《户口登记簿》记载事项的公告 | 有关记载已删除，特此公告。
            """)
    void leavesAloneWhatIsNoNotice(String title, String text) {
        assertThat(read(title, text)).isEmpty();
    }

    @Test
    void takesAnArticlesAddressButNoFrontPage() {
        String about = "本网发布的《社区食堂开张》（https://www.example.org/2026/t1.html?id=3）一文有误，应为三百份。";

        assertThat(read("更正", about).flatMap(Notice::url)).contains("https://www.example.org/2026/t1.html?id=3");
        assertThat(read("更正", "本网发布的《社区食堂开张》一文有误，更多见 https://www.example.org/").flatMap(Notice::url))
                .isEmpty();
    }

    @Test
    void takesAnAddressWhereNoTitleIsPrinted() {
        assertThat(read("撤稿声明", "本网发布的 https://www.example.org/2026/t1.html 因信息有误，现予撤稿。"))
                .contains(new Notice(
                        Notice.Kind.WITHDRAWAL, Optional.empty(), Optional.of("https://www.example.org/2026/t1.html")));
    }

    @Test
    void hearsNoNoticeInWhatIsTakenOverFromElsewhere() {
        var repost = new Attribution(
                AttributionKind.REPOST, Optional.of("光明日报"), Optional.empty(), Optional.empty(), List.of(), List.of());
        var own = new Attribution(
                AttributionKind.SOURCE,
                Optional.of("网信中国"),
                Optional.of("cac"),
                Optional.empty(),
                List.of(),
                List.of());
        List<String> text = List.of("本报11月20日刊发的《社区食堂开张》一文有误，应为三百份，特此更正。");

        assertThat(reader.read("cac", "更正", text, repost)).isEmpty();
        assertThat(reader.read("cac", "更正", text, own)).isPresent();
    }

    @Test
    void passesOverPagesOfUnclosedTitlesWithoutDelay() {
        String open = "《更正".repeat(100_000);

        assertThat(read(open, open)).isEmpty();
        assertThat(read("更正", "《更正".repeat(900))).isEmpty();
    }

    @Test
    void isHeardInPushesAndOnNewspaperPages() {
        Article pushed = Pushes.article("title", "更正", "text", "本网发布的《社区食堂开张》一文有误，应为三百份，特此更正。");
        List<Article> page = Pushes.normalize(Pushes.received(
                "cac",
                "2026-11-23/4",
                Received.Form.PAGE,
                Received.Encoding.TEXT,
                "更正启事\n本报11月20日4版刊发的《社区食堂开张》一文，首日午餐份数有误，应为三百份，特此更正。\n"));

        assertThat(pushed.notice().flatMap(Notice::title)).contains("社区食堂开张");
        assertThat(page).anyMatch(article -> article.notice().isPresent());
    }

    private Optional<Notice> read(String title, String text) {
        return reader.read("cac", title, List.of(text), Attribution.NONE);
    }
}
