package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilingTest {

    private static final Draft FIRST = Draft.of("cac", "1").published(5);

    private static Filing filing(Draft... drafts) {
        return Filing.of(Arrays.stream(drafts).map(FilingTest::state).toList());
    }

    private static ArticleState state(Draft draft) {
        return ArticleState.first(draft.tagged(), Newsdesk.envelope(draft.tagged()), Optional.empty());
    }

    @Test
    void namesADivisionAndThoseAboveIt() {
        assertThat(Filing.divisions("620702")).containsExactly("620702", "620700", "620000");
        assertThat(Filing.divisions("620700")).containsExactly("620700", "620000");
        assertThat(Filing.divisions("620000")).containsExactly("620000");
        assertThat(Filing.divisions("100000")).containsExactly("100000");
    }

    @Test
    void knowsNoPrefectureInMunicipalitiesAndAboveCountiesRunByAProvince() {
        assertThat(Filing.divisions("110105")).containsExactly("110105", "110000");
        assertThat(Filing.divisions("419001")).containsExactly("419001", "410000");
    }

    @Test
    void takesAnIdThatIsNoCodeAsItIs() {
        assertThat(Filing.divisions("somewhere")).containsExactly("somewhere");
    }

    @Test
    void takesTheEarliestOriginalForTheOriginEvenWhereARepostClaimsToBeEarlier() {
        var repost = Draft.of("mca", "2").repostOf(FIRST).published(1);
        var later = Draft.of("nmg", "3").published(6);
        var filing = filing(later, repost, FIRST);
        assertThat(filing.originId()).contains(FIRST.id());
        assertThat(filing.publishedAt()).isEqualTo(Draft.minute(5));
        assertThat(filing.demotes(state(later))).isTrue();
        assertThat(filing.demotes(state(FIRST))).isFalse();
        assertThat(filing.demotes(state(repost))).isFalse();
    }

    @Test
    void takesTheEarliestRepostWhereNoOriginalIsKnown() {
        var early = Draft.of("mca", "2").repostOf(FIRST).published(2);
        var late = Draft.of("nmg", "3").repostOf(FIRST).published(3);
        assertThat(filing(late, early).originId()).contains(early.id());
    }

    @Test
    void breaksTiesByReceipt() {
        var other = Draft.of("mca", "2").published(5).received(9);
        assertThat(filing(FIRST, other).originId()).contains(other.id());
    }

    @Test
    void isEmptyWithoutMembers() {
        assertThat(Filing.of(List.of())).isEqualTo(Filing.EMPTY);
        assertThat(Filing.EMPTY.isEmpty()).isTrue();
    }

    @Test
    void namesTheFeedsThatAWithdrawalEmpties() {
        var withdrawn = state(FIRST).hear(new Retraction(Draft.minute(30), "错"));
        var filing = Filing.of(List.of(withdrawn));
        assertThat(filing.feeds()).isEmpty();
        assertThat(filing.left()).containsExactly("all", "source/cac");
        assertThat(filing.reason()).isEqualTo("错");
        assertThat(filing.isEmpty()).isFalse();
    }
}
