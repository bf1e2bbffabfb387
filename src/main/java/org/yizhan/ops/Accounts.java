package org.yizhan.ops;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Who may log in: the operator {@code ops} of the settings, and the accounts in the database. They are kept in memory and
 * read again by {@link #refresh}, so that logging in needs no database. Safe for concurrent use.
 */
public final class Accounts {

    private final DataSource database;
    private final Passwords passwords;
    private final Account first;
    private volatile Map<String, Account> kept = Map.of();

    /** @param password of the operator {@code ops}; must not be blank */
    public Accounts(DataSource database, String password, Passwords passwords, Clock clock) {
        if (password.isBlank() || password.length() > Passwords.LONGEST) {
            throw new IllegalArgumentException(
                    "yizhan.ops.password must not be empty or longer than %d characters".formatted(Passwords.LONGEST));
        }
        this.database = database;
        this.passwords = passwords;
        this.first = new Account(Account.FIRST, Role.ADMIN, passwords.keep(password), clock.instant(), true);
    }

    /** The account of this name, if its owner may come in. */
    Optional<Account> open(String name) {
        return name.equals(first.name())
                ? Optional.of(first)
                : Optional.ofNullable(kept.get(name)).filter(Account::isOpen);
    }

    /** The account whose name and password these are; takes as long where there is no such name. */
    Optional<Account> admit(String name, String password) {
        Optional<Account> account = open(name).filter(found -> password.length() <= Passwords.LONGEST);
        if (account.isEmpty()) {
            passwords.waste("");
            return Optional.empty();
        }
        return account.filter(found -> Passwords.isRight(password, found.password()));
    }

    /** All of them: the first, then those in the database by name, closed ones as well. */
    public List<Account> all() {
        return Stream.concat(Stream.of(first), kept.values().stream()).toList();
    }

    /** The one of this name, closed or not. */
    public Optional<Account> find(String name) {
        return all().stream().filter(account -> account.name().equals(name)).findFirst();
    }

    /** Reads them anew; those known so far stay where the database doesn't answer, which throws {@link IllegalStateException}. */
    public synchronized void refresh() {
        var found = new TreeMap<String, Account>();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select * from account order by name");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Account account = account(rows);
                found.put(account.name(), account);
            }
        } catch (SQLException away) {
            throw new IllegalStateException("the accounts can't be read: " + away.getMessage(), away);
        }
        kept = found;
    }

    static Account account(ResultSet rows) throws SQLException {
        return new Account(
                rows.getString("name"),
                Role.of(rows.getString("role")).orElse(Role.VIEWER),
                new Passwords.Kept(rows.getBytes("salt"), rows.getBytes("hash"), rows.getInt("rounds")),
                rows.getTimestamp("changed_at").toInstant(),
                rows.getBoolean("is_open"));
    }
}
