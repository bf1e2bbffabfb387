package org.yizhan.publish.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.publish.provenance.Members.linking;
import static org.yizhan.publish.provenance.Members.naming;
import static org.yizhan.publish.provenance.Members.origin;
import static org.yizhan.publish.provenance.Members.silent;
import static org.yizhan.publish.provenance.Members.titled;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;

class OriginTest {

    private static final Member FIRST = silent("cac", 120);
    private static final Compliance ALL = new Compliance(true, true, true, true);

    private static Compliance of(Member member) {
        return origin(FIRST, member).judge(member).compliance();
    }

    @Test
    void anOriginalOfAnApprovedSourceKeepsEveryRule() {
        assertThat(of(FIRST)).isEqualTo(ALL);
    }

    @Test
    void anOriginalIsJudgedByItsOwnSource() {
        Member own = silent("gz", 120);
        assertThat(origin(own).judge(own).compliance()).isEqualTo(new Compliance(false, true, true, true));
    }

    @Test
    void aRepostIsJudgedByTheSourceItIsFrom() {
        assertThat(of(naming("gz", 130, AttributionKind.REPOST, "中国网信网"))).isEqualTo(ALL);
        Member local = silent("gz", 120);
        Member repost = naming("cac", 130, AttributionKind.REPOST, "甘州区民政局");
        assertThat(origin(local, repost).judge(repost).compliance().approved()).isFalse();
    }

    @Test
    void theListIsThatOfTheDayInChina() {
        assertThat(of(naming("gz", 0, AttributionKind.REPOST, "中国网信网")).approved())
                .as("07:00 on the first day")
                .isTrue();
        assertThat(of(naming("gz", -8 * 60, AttributionKind.REPOST, "中国网信网")).approved())
                .as("23:00 on the day before")
                .isFalse();
    }

    @Test
    void anUnseenSourceIsApprovedWhereItIsKnown() {
        assertThat(of(naming("gz", 130, AttributionKind.REPOST, "民政部")).approved())
                .isTrue();
        assertThat(of(naming("gz", 130, AttributionKind.REPOST, "内蒙古社会工作")).approved())
                .isFalse();
        assertThat(of(naming("gz", 130, AttributionKind.REPOST, "样报")).approved())
                .isFalse();
    }

    @Test
    void whatTheOriginHasFromAnUnseenOneTheOthersHaveToo() {
        Member origin = naming("gz", 0, AttributionKind.REPOST, "民政部");
        Member silent = silent("nmg", 10);
        var judged = origin(origin, silent).judge(silent);
        assertThat(judged.unseen()).contains(new Outlet("民政部", Optional.of("mca")));
        assertThat(judged.compliance()).isEqualTo(new Compliance(true, true, false, false));
    }

    @Test
    void onlySignsMayDifferInTheTitle() {
        Member repost = naming("gz", 130, AttributionKind.REPOST, "中国网信网");
        assertThat(of(titled(repost, "“养老服务站”今天开门")).titleUnchanged()).isTrue();
        assertThat(of(titled(repost, "转载丨养老服务站今天开门")).titleUnchanged()).isFalse();
    }

    @Test
    void aRepostThatNamesNobodyOrItselfNamesNoSource() {
        assertThat(of(silent("gz", 130)).sourceNamed()).isFalse();
        assertThat(of(naming("gz", 130, AttributionKind.SOURCE, "甘州区民政局")).sourceNamed())
                .isFalse();
        assertThat(of(naming("gz", 130, AttributionKind.HEARSAY, "中国网信网")).sourceNamed())
                .isFalse();
        assertThat(of(naming("gz", 130, AttributionKind.SOURCE, "样报")).sourceNamed())
                .isTrue();
    }

    @Test
    void theOriginalCanBeReadAtThePrintedAddressOrTheOrigins() {
        assertThat(origin(FIRST)
                        .judge(linking("gz", 130, "https://mca.example/9"))
                        .address())
                .contains("https://mca.example/9");
        assertThat(origin(FIRST).judge(silent("gz", 130)).address()).contains("https://cac.example/1");
        assertThat(origin(FIRST)
                        .judge(naming("gz", 130, AttributionKind.REPOST, "样报"))
                        .address())
                .as("an unseen one's address is not known")
                .isEmpty();
    }

    @Test
    void anAddressThatIsNoneLeadsNowhere() {
        var attribution = new Attribution(
                AttributionKind.REPOST,
                Optional.of("样报"),
                Optional.empty(),
                Optional.of("javascript:alert(1)"),
                List.of(),
                List.of());
        Member member = Members.with(silent("gz", 130), attribution);
        assertThat(of(member).traceable()).isFalse();
    }
}
