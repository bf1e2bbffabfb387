package org.yizhan;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.yizhan.ops.AccountApi;
import org.yizhan.ops.AccountBook;
import org.yizhan.ops.Accounts;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Entry;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Passwords;
import org.yizhan.ops.Paths;
import org.yizhan.ops.console.AccountScreens;
import org.yizhan.ops.console.Screens;

/** The operators' accounts and how they come in, joined. */
final class Admitting {

    private static final Duration REFRESH = Duration.ofSeconds(3);

    private final Passwords passwords;
    private final Accounts accounts;
    private final AccountBook book;
    private final Entry entry;

    /** @param password of the account that is always there */
    Admitting(DataSource database, String password, Audit audit, Metrics metrics, SecureRandom random, Clock clock) {
        passwords = new Passwords(random);
        accounts = new Accounts(database, password, passwords, clock);
        accounts.refresh();
        book = new AccountBook(database, accounts, passwords, audit, clock);
        entry = new Entry(accounts, book, audit, metrics::knocked, random, clock);
    }

    Entry entry() {
        return entry;
    }

    /** The operator's paths. */
    List<Consumer<Paths>> parts(Screens screens) {
        return List.of(
                new AccountApi(accounts, book, passwords)::mount,
                new AccountScreens(screens, accounts, book, passwords, entry)::mount);
    }

    /** Brings in the accounts that other instances made. */
    void begin(Regularly regularly) {
        regularly.every(REFRESH, "refresh accounts", accounts::refresh);
    }
}
