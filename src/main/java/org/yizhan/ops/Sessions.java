package org.yizhan.ops;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Who is logged in at this instance's pages. A session ends {@link #IDLE} after its owner's last request, {@link #WHOLE} after
 * its login, when its owner logs out, and when his account is changed or closed; all end with the program. Its id and its
 * CSRF token have 256 random bits each. Safe for concurrent use.
 */
public final class Sessions {

    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration WHOLE = Duration.ofHours(12);

    private static final int MOST = 1_000;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Accounts accounts;
    private final SecureRandom random;
    private final Clock clock;
    private final Map<String, Session> open = new ConcurrentHashMap<>();

    public Sessions(Accounts accounts, SecureRandom random, Clock clock) {
        this.accounts = accounts;
        this.random = random;
        this.clock = clock;
    }

    /**
     * One login: whose, since when, and when he last asked for something.
     *
     * @param changed when the account was last changed, at the login
     */
    private record Session(String account, Instant changed, String csrf, Instant since, Instant last) {

        boolean isOver(Instant now) {
            return now.isAfter(last.plus(IDLE)) || now.isAfter(since.plus(WHOLE));
        }

        @Override
        public String toString() {
            return "Session[account=%s, since=%s]".formatted(account, since);
        }

        Session at(Instant now) {
            return new Session(account, changed, csrf, since, now);
        }
    }

    /** Opens one and gives its id, which only its owner's browser is to know. */
    public String open(Account account) {
        Instant now = clock.instant();
        open.values().removeIf(session -> session.isOver(now));
        if (open.size() >= MOST) {
            open.entrySet().stream()
                    .min(Comparator.comparing(session -> session.getValue().last()))
                    .ifPresent(oldest -> open.remove(oldest.getKey()));
        }
        String id = token();
        open.put(id, new Session(account.name(), account.at(), token(), now, now));
        return id;
    }

    /** Whose session this is, which goes on from now; empty where it is none, or over. */
    Optional<Operator> find(String id) {
        Instant now = clock.instant();
        return find(id, now, session -> session.at(now));
    }

    /** Whose session this is; looking makes it no longer. */
    Optional<Operator> look(String id) {
        return find(id, clock.instant(), session -> session);
    }

    private Optional<Operator> find(String id, Instant now, UnaryOperator<Session> kept) {
        Session session = open.computeIfPresent(
                id, (known, found) -> found.isOver(now) || isOutdated(found) ? null : kept.apply(found));
        return session == null ? Optional.empty() : operator(session);
    }

    private Optional<Operator> operator(Session session) {
        return accounts.open(session.account())
                .map(account -> new Operator(account.name(), account.role(), session.csrf()));
    }

    private boolean isOutdated(Session session) {
        return accounts.open(session.account())
                .filter(account -> account.at().equals(session.changed()))
                .isEmpty();
    }

    /** Whether the session of these forms goes on; this doesn't make it longer. Who came without one is always in. */
    boolean has(Operator operator) {
        Instant now = clock.instant();
        return operator.csrf().isEmpty()
                || open.values().stream()
                        .anyMatch(session ->
                                session.csrf().equals(operator.csrf()) && !session.isOver(now) && !isOutdated(session));
    }

    /** Ends it; nobody comes in with its id again. */
    public void end(String id) {
        open.remove(id);
    }

    private String token() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return TEXT.encodeToString(bytes);
    }
}
