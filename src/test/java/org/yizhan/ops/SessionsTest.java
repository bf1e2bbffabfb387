package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.yizhan.Row;
import org.yizhan.SetClock;

/** Sessions of the first operator: no database is asked for them. */
@Row("S19")
class SessionsTest {

    private static final Passwords PASSWORDS = new Passwords(new SecureRandom());

    private final SetClock clock = new SetClock(OperatorEdge.NOW);
    private final Accounts accounts = accounts();
    private final Sessions sessions = new Sessions(accounts, new SecureRandom(), clock);

    private Accounts accounts() {
        var nowhere = new PGSimpleDataSource();
        return new Accounts(nowhere, "ein-langes-wort", PASSWORDS, clock);
    }

    private String opened() {
        return sessions.open(accounts.open(Account.FIRST).orElseThrow());
    }

    @Test
    void knowsWhoseASessionIs() {
        String id = opened();

        assertThat(sessions.find(id)).hasValueSatisfying(operator -> {
            assertThat(operator.name()).isEqualTo("ops");
            assertThat(operator.role()).isEqualTo(Role.ADMIN);
            assertThat(operator.csrf()).hasSize(43).isNotEqualTo(id);
            assertThat(operator.toString()).doesNotContain(operator.csrf());
        });
        assertThat(sessions.find("")).isEmpty();
        assertThat(sessions.find(id + "A")).isEmpty();
    }

    @Test
    void endsHalfAnHourAfterTheLastRequest() {
        String id = opened();
        clock.pass(Sessions.IDLE);
        assertThat(sessions.find(id)).isPresent();
        clock.pass(Sessions.IDLE.plusMillis(1));

        assertThat(sessions.find(id)).isEmpty();
        clock.pass(Sessions.IDLE.negated());
        assertThat(sessions.find(id)).as("over is over").isEmpty();
    }

    @Test
    void isNoLongerForBeingLookedAt() {
        String id = opened();
        clock.pass(Sessions.IDLE);
        assertThat(sessions.look(id)).isPresent();
        clock.pass(Duration.ofMillis(1));

        assertThat(sessions.look(id)).isEmpty();
        assertThat(sessions.find(id)).isEmpty();
    }

    @Test
    void endsTwelveHoursAfterTheLoginHoweverBusyItIs() {
        String id = opened();
        for (int minutes = 0; minutes < 12 * 60; minutes += 20) {
            assertThat(sessions.find(id)).isPresent();
            clock.pass(Duration.ofMinutes(20));
        }
        assertThat(sessions.find(id)).isPresent();
        clock.pass(Duration.ofMillis(1));

        assertThat(sessions.find(id)).isEmpty();
    }

    @Test
    void isOverOnceItIsEnded() {
        String one = opened();
        String other = opened();
        sessions.end(one);

        assertThat(sessions.find(one)).isEmpty();
        assertThat(sessions.find(other)).isPresent();
    }

    @Test
    void keepsNoMoreThanAThousandAndDropsTheOneThatRestsLongest() {
        String first = opened();
        clock.pass(Duration.ofSeconds(1));
        var ids = new HashSet<String>();
        IntStream.range(0, 1_000).forEach(n -> ids.add(opened()));

        assertThat(ids).hasSize(1_000).allSatisfy(id -> assertThat(id).matches("[A-Za-z0-9_-]{43}"));
        assertThat(sessions.find(first)).isEmpty();
    }
}
