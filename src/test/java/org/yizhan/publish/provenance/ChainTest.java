package org.yizhan.publish.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.publish.provenance.Members.again;
import static org.yizhan.publish.provenance.Members.linking;
import static org.yizhan.publish.provenance.Members.matching;
import static org.yizhan.publish.provenance.Members.naming;
import static org.yizhan.publish.provenance.Members.origin;
import static org.yizhan.publish.provenance.Members.silent;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.AttributionKind;

class ChainTest {

    private static final Member FIRST = silent("cac", 0);

    /** The step of the last of these members, the first being the origin. */
    private static Step last(Member... members) {
        Member[] others = Arrays.copyOfRange(members, 1, members.length);
        List<Member> oldestFirst = Arrays.stream(members)
                .sorted(Comparator.comparing(Member::publishedAt))
                .toList();
        return Chain.of(oldestFirst, origin(members[0], others)).steps().stream()
                .filter(step -> step.member().equals(members[members.length - 1]))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theOriginIsTakenFromNobody() {
        Step step = last(FIRST);
        assertThat(step.from()).isEmpty();
        assertThat(step.unseen()).isEmpty();
        assertThat(step.lag()).isEmpty();
        assertThat(step.titleChange()).isEqualTo(TitleChange.NONE);
    }

    @Test
    void aMemberIsTakenFromTheSourceThatItNames() {
        Member between = naming("mca", 10, AttributionKind.REPOST, "中国网信网");
        Step step = last(FIRST, between, naming("nmg", 70, AttributionKind.SOURCE, "民政部"));
        assertThat(step.from()).contains(between);
        assertThat(step.lag()).contains(Duration.ofHours(1));
    }

    @Test
    void ofSeveralOfOneSourceTheLastBeforeItIsMeant() {
        Member once = silent("mca", 10);
        Member twice = again(once, "mca-2", 20);
        Member later = again(once, "mca-3", 90);
        assertThat(last(FIRST, once, twice, later, naming("nmg", 70, AttributionKind.REPOST, "民政部"))
                        .from())
                .contains(twice);
    }

    @Test
    void aLagIsNegativeWhereTheTimesSaySo() {
        Member late = silent("mca", 30);
        Step step = last(FIRST, late, naming("nmg", 20, AttributionKind.REPOST, "民政部"));
        assertThat(step.from()).contains(late);
        assertThat(step.lag()).contains(Duration.ofMinutes(-10));
    }

    @Test
    void theAddressPrintedAsTheOriginalsIsSurest() {
        Member between = silent("mca", 10);
        assertThat(last(FIRST, between, linking("nmg", 20, "http://www.mca.example/1/"))
                        .from())
                .contains(between);
    }

    @Test
    void aNameThatIsNoMembersIsAnUnseenOrigin() {
        Step known = last(FIRST, naming("nmg", 20, AttributionKind.REPOST, "甘州区民政局"));
        assertThat(known.from()).isEmpty();
        assertThat(known.unseen()).contains(new Outlet("甘州区民政局", Optional.of("gz")));
        assertThat(known.against()).isEqualTo(FIRST);
        Step unknown = last(FIRST, naming("nmg", 20, AttributionKind.AGENCY, "新华社"));
        assertThat(unknown.unseen()).contains(new Outlet("新华社", Optional.empty()));
    }

    @Test
    void hearsayReportersAndOnesOwnNameAreNoUnseenOrigin() {
        assertThat(last(FIRST, naming("nmg", 20, AttributionKind.HEARSAY, "样报")).from())
                .contains(FIRST);
        assertThat(last(FIRST, naming("nmg", 20, AttributionKind.REPORTER, "本报记者 张三"))
                        .from())
                .contains(FIRST);
        assertThat(last(FIRST, naming("nmg", 20, AttributionKind.SOURCE, "内蒙古社会工作"))
                        .from())
                .contains(FIRST);
    }

    @Test
    void hearsayFromAMemberLeadsToIt() {
        Member between = silent("mca", 10);
        assertThat(last(FIRST, between, naming("nmg", 20, AttributionKind.HEARSAY, "民政部"))
                        .from())
                .contains(between);
    }

    @Test
    void aMemberThatNamesNobodyIsTakenFromWhatItMatched() {
        Member between = silent("mca", 10);
        assertThat(last(FIRST, between, matching(silent("nmg", 20), between)).from())
                .contains(between);
        assertThat(last(FIRST, between, matching(silent("nmg", 20), silent("gone", 1)))
                        .from())
                .contains(FIRST);
    }

    @Test
    void twoThatNameEachOtherMakeNoCircle() {
        Member one = naming("mca", 10, AttributionKind.REPOST, "内蒙古社会工作");
        Member other = naming("nmg", 20, AttributionKind.REPOST, "民政部");
        assertThat(last(FIRST, other, one).from()).contains(other);
        assertThat(last(FIRST, one, other).from()).contains(FIRST);
    }

    @Test
    void theOriginNamesAnUnseenOneAndAllThatFollowHangOnIt() {
        Member origin = naming("nmg", 0, AttributionKind.REPOST, "样报");
        assertThat(origin(origin).unseen()).contains(new Outlet("样报", Optional.empty()));
        assertThat(last(origin).unseen()).contains(new Outlet("样报", Optional.empty()));
        assertThat(last(origin, silent("mca", 5)).from()).contains(origin);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyChainEndsInTheOriginOrAnUnseenOne(long seed) {
        var random = new Random(seed);
        String[] names = {"中国网信网", "民政部", "内蒙古社会工作", "甘州区民政局", "样报"};
        String[] ids = {"cac", "mca", "nmg", "gz"};
        List<Member> members = IntStream.range(0, 40)
                .mapToObj(i -> again(
                        naming(
                                ids[random.nextInt(ids.length)],
                                0,
                                AttributionKind.REPOST,
                                names[random.nextInt(names.length)]),
                        "m" + i,
                        random.nextInt(30)))
                .sorted(Comparator.comparing(Member::publishedAt))
                .toList();
        Origin origin = origin(members.get(random.nextInt(40)), members.toArray(Member[]::new));
        Map<UUID, Step> steps = new HashMap<>();
        Chain.of(members, origin)
                .steps()
                .forEach(step -> steps.put(step.member().id(), step));
        for (Member member : members) {
            Step at = steps.get(member.id());
            int length = 0;
            while (at.from().isPresent()) {
                assertThat(length++).isLessThan(40);
                at = steps.get(at.from().get().id());
            }
            assertThat(at.unseen().isPresent() || at.member().equals(origin.member()))
                    .isTrue();
        }
    }
}
