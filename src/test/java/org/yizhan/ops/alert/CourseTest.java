package org.yizhan.ops.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yizhan.ops.Look;
import org.yizhan.ops.Trouble;
import org.yizhan.ops.Trouble.Kind;
import org.yizhan.ops.Trouble.Severity;

class CourseTest {

    private static final String HERE = "here:8081";

    private List<Standing> standing = List.of();
    private final List<String> told = new ArrayList<>();
    private final Set<String> silent = new HashSet<>();
    private Instant now = Instant.parse("2026-11-24T03:00:00Z");

    private static Trouble trouble(Kind kind, Severity severity, String subject) {
        return new Trouble(kind, severity, subject, "坏了", "broken");
    }

    private static Trouble lag(Severity severity) {
        return trouble(Kind.LAG, severity, "tag");
    }

    private void look(int times, Trouble... troubles) {
        look(times, Look.of(List.of(troubles)));
    }

    private void look(int times, Look look) {
        for (int i = 0; i < times; i++) {
            now = now.plus(Alerts.PAUSE);
            var course = new Course(HERE, true, key -> silent.contains(key.subject()), UUID::randomUUID);
            Course.Step step = course.next(standing, look, now);
            standing = step.kept().stream().filter(one -> one.ended().isEmpty()).toList();
            step.notices()
                    .forEach(notice -> told.add(notice.event().word() + " "
                            + notice.alert().key().kind().word() + " "
                            + notice.alert().key().subject()));
        }
    }

    @Test
    void whatAHostCoversNeitherBeginsNorEndsWhileTheHostFails() {
        var single = trouble(Kind.SOURCE_FAILING, Severity.WARNING, "a");
        var other = trouble(Kind.SOURCE_FAILING, Severity.WARNING, "elsewhere");
        var host =
                new Trouble(Kind.SOURCE_HOST, Severity.WARNING, "one.example", "坏了", "broken", Set.of("a", "b", "c"));
        look(Kind.SOURCE_FAILING.holds(), single);
        look(50, host, other);
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "began source-failing a", "began source-host one.example", "began source-failing elsewhere");
        look(Kind.SOURCE_HOST.clears());
        assertThat(told).hasSize(6).contains("over source-failing a", "over source-host one.example");
    }

    @Test
    void whereManySourcesAreInTroubleThoseThatAreWellAgainEndAndNoneBegins() {
        var well = trouble(Kind.SOURCE_FAILING, Severity.WARNING, "a");
        var ill = trouble(Kind.SOURCE_FAILING, Severity.WARNING, "b");
        var host = trouble(Kind.SOURCE_HOST, Severity.WARNING, "one.example");
        look(Kind.SOURCE_FAILING.holds(), well, ill, host);
        told.clear();
        var many = new Trouble(Kind.SOURCES, Severity.WARNING, "sources", "坏了", "broken", Set.of("b", "c"));
        look(50, many, trouble(Kind.SOURCE_FAILING, Severity.WARNING, "c"));
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "began sources sources", "over source-failing a", "over source-host one.example");
        told.clear();
        look(50, trouble(Kind.NETWORK, Severity.CRITICAL, "network"), many);
        look(50, many);
        look(50, ill);
        assertThat(told)
                .as("b is still what it was")
                .containsExactly("began network network", "over network network", "over sources sources");
    }

    @Test
    void isToldOnceWhenItBeginsAndOnceWhenItIsOver() {
        look(Kind.LAG.holds() - 1, lag(Severity.WARNING));
        assertThat(told).isEmpty();
        look(200, lag(Severity.WARNING));
        assertThat(told).containsExactly("began lag tag");
        look(Kind.LAG.clears() - 1);
        assertThat(told).hasSize(1);
        look(50);
        assertThat(told).containsExactly("began lag tag", "over lag tag");
        assertThat(standing).isEmpty();
    }

    @Test
    void whatComesAndGoesIsOneAlertOrNone() {
        for (int i = 0; i < 50; i++) {
            look(Kind.LAG.holds() - 1, lag(Severity.WARNING));
            look(1);
        }
        assertThat(told).isEmpty();
        look(Kind.LAG.holds(), lag(Severity.WARNING));
        for (int i = 0; i < 50; i++) {
            look(Kind.LAG.clears() - 1);
            look(1, lag(Severity.WARNING));
        }
        assertThat(told).containsExactly("began lag tag");
    }

    @Test
    void gettingWorseIsToldOnce() {
        look(10, lag(Severity.WARNING));
        for (int i = 0; i < 5; i++) {
            look(3, lag(Severity.CRITICAL));
            look(3, lag(Severity.WARNING));
        }
        look(20);
        assertThat(told).containsExactly("began lag tag", "worse lag tag", "over lag tag");
    }

    @Test
    void fiveThousandSourcesThatFailWithTheNetworkAreOneAlert() {
        var all = new ArrayList<Trouble>();
        IntStream.range(0, 5_000).forEach(i -> all.add(trouble(Kind.SOURCE_FAILING, Severity.WARNING, "source-" + i)));
        all.add(trouble(Kind.NETWORK, Severity.CRITICAL, "network"));
        look(10, all.toArray(Trouble[]::new));
        assertThat(told).containsExactly("began network network");

        all.removeLast();
        look(Kind.NETWORK.clears() - 1, all.toArray(Trouble[]::new));
        assertThat(told).as("the first look without it is not its end").hasSize(1);
        look(30);
        assertThat(told).containsExactly("began network network", "over network network");
    }

    @Test
    void anOpenAlertNeitherEndsNorIsRepeatedWhileWhatItHangsOnIsDown() {
        look(4, trouble(Kind.SOURCE_FAILING, Severity.WARNING, "cac"));
        look(20, trouble(Kind.DATABASE, Severity.CRITICAL, "postgresql"));
        look(20, trouble(Kind.SOURCE_FAILING, Severity.WARNING, "cac"));
        look(20);
        assertThat(told)
                .containsExactly(
                        "began source-failing cac",
                        "began database postgresql",
                        "over database postgresql",
                        "over source-failing cac");
    }

    @Test
    void whatCouldNotBeLookedForSaysNothing() {
        look(1, trouble(Kind.DEAD_LETTERS, Severity.WARNING, "tag"));
        look(50, new Look(List.of(), Set.of(Kind.DEAD_LETTERS)));
        assertThat(told).containsExactly("began dead-letters tag");
    }

    @Test
    void aSilencedAlertIsToldWhenTheSilenceEndsAndItLastsStill() {
        silent.add("tag");
        look(20, lag(Severity.CRITICAL));
        assertThat(told).isEmpty();
        assertThat(standing).singleElement().matches(Standing::isOpen);
        silent.clear();
        look(3, lag(Severity.CRITICAL));
        assertThat(told).containsExactly("began lag tag");
    }

    @Test
    void aSilencedAlertThatEndsIsNeverToldOf() {
        silent.add("tag");
        look(20, lag(Severity.CRITICAL));
        look(20);
        silent.clear();
        look(5);
        assertThat(told).isEmpty();
    }

    @Test
    void whatOnlyAnotherInstanceSeesIsItsOwnUntilItIsGone() {
        var other = new Standing.Key(Kind.DISK, "data folder", "there:8081");
        standing = List.of(new Standing(
                UUID.randomUUID(),
                other,
                Severity.WARNING,
                "满",
                "full",
                0,
                now,
                now,
                Optional.of(now),
                Optional.empty(),
                Optional.of(new Standing.Told(Notice.Event.BEGAN, Severity.WARNING, now))));
        look(10);
        assertThat(told).isEmpty();
        now = now.plus(Course.UNWATCHED);
        look(1);
        assertThat(told).containsExactly("over disk data folder");
    }

    @Test
    void theStandingLastsAcrossLooksWithOneId() {
        look(1, trouble(Kind.DEAD_LETTERS, Severity.WARNING, "tag"));
        UUID id = standing.getFirst().id();
        look(9, trouble(Kind.DEAD_LETTERS, Severity.WARNING, "tag"));
        assertThat(standing).singleElement().extracting(Standing::id).isEqualTo(id);
        assertThat(Duration.between(standing.getFirst().began().orElseThrow(), now))
                .isEqualTo(Alerts.PAUSE.multipliedBy(9));
    }
}
