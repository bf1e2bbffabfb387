package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.yizhan.ops.Account;
import org.yizhan.ops.AccountApi;
import org.yizhan.ops.AccountBook;
import org.yizhan.ops.Accounts;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Entry;
import org.yizhan.ops.Passwords;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.Role;

/** The screens of the accounts, for admins, and that of one's own password, for all who are logged in. */
public final class AccountScreens {

    private static final String ALL = "/ops/accounts";
    private static final String ONE = ALL + "/:name";
    private static final String OWN = "/ops/password";

    private final Screens screens;
    private final Accounts accounts;
    private final AccountBook book;
    private final Passwords passwords;
    private final Entry entry;

    public AccountScreens(Screens screens, Accounts accounts, AccountBook book, Passwords passwords, Entry entry) {
        this.screens = screens;
        this.accounts = accounts;
        this.book = book;
        this.passwords = passwords;
        this.entry = entry;
    }

    public void mount(Paths paths) {
        paths.work(Role.ADMIN, HttpMethod.GET, ALL, asked -> list(asked, Optional.empty()));
        paths.work(Role.ADMIN, HttpMethod.POST, ALL, this::make);
        paths.work(Role.ADMIN, HttpMethod.GET, ONE, asked -> one(asked, Optional.empty()));
        paths.work(Role.ADMIN, HttpMethod.POST, ONE + "/role", this::give);
        paths.work(Role.ADMIN, HttpMethod.POST, ONE + "/password", this::renew);
        paths.work(Role.ADMIN, HttpMethod.POST, ONE + "/close", this::shut);
        paths.work(Role.VIEWER, HttpMethod.GET, OWN, asked -> own(asked, 200)).takes("done");
        paths.work(Role.VIEWER, HttpMethod.POST, OWN, this::changeOwn);
    }

    /** A password that was made up, shown this once. */
    public record Fresh(String name, String password) {
        @Override
        public String toString() {
            return "Fresh[name=%s]".formatted(name);
        }
    }

    /** All accounts. */
    public record Listed(Screen screen, List<Account> accounts, Optional<Fresh> fresh) {
        public Listed {
            accounts = List.copyOf(accounts);
        }

        public List<Role> roles() {
            return List.of(Role.values());
        }
    }

    /** One account. */
    public record One(Screen screen, Account account, Optional<Fresh> fresh) {
        public List<Role> roles() {
            return List.of(Role.values());
        }

        /** Whether it is open to change by the one who looks. */
        public boolean mayChange() {
            return account.isOpen() && !account.isFirst() && !isOwn();
        }

        public boolean isOwn() {
            return account.name().equals(screen.who().name());
        }
    }

    /**
     * One's own password.
     *
     * @param status of the change that was asked for; 200 where none was, 204 where it is done
     */
    public record Own(Screen screen, boolean isFirst, int status) {}

    private Answer list(Asked asked, Optional<Fresh> fresh) {
        return Screens.page("accounts", new Listed(screens.of(asked, "账号", "Accounts"), accounts.all(), fresh));
    }

    private Answer one(Asked asked, Optional<Fresh> fresh) {
        Account account = accounts.find(asked.name("name"))
                .orElseThrow(() -> Rejection.of(404, "no account has this name; /ops/accounts lists them"));
        Screen screen = screens.of(asked, "账号 " + account.name(), "Account " + account.name());
        return Screens.page("account", new One(screen, account, fresh));
    }

    /** With the password on the page where it was made up, else back to the list. */
    private Answer make(Asked asked) throws SQLException {
        String name = asked.field("name").strip();
        Optional<String> typed = typed(asked);
        String password = typed.orElseGet(passwords::make);
        book.make(asked.operator(), name, AccountApi.role(asked.field("role")), password);
        return typed.isPresent() ? Answer.seeOther(ALL) : list(asked, Optional.of(new Fresh(name, password)));
    }

    private Answer give(Asked asked) throws SQLException {
        book.give(asked.operator(), asked.name("name"), AccountApi.role(asked.field("role")));
        return back(asked);
    }

    private Answer renew(Asked asked) throws SQLException {
        String name = asked.name("name");
        Optional<String> typed = typed(asked);
        String password = typed.orElseGet(passwords::make);
        book.renew(asked.operator(), name, password);
        return typed.isPresent() ? back(asked) : one(asked, Optional.of(new Fresh(name, password)));
    }

    private Answer shut(Asked asked) throws SQLException {
        book.shut(asked.operator(), asked.name("name"));
        return Answer.seeOther(ALL);
    }

    /** Only an account's own name leads back to its page. */
    private Answer back(Asked asked) {
        return Answer.seeOther(accounts.find(asked.name("name"))
                .map(account -> ALL + "/" + account.name())
                .orElse(ALL));
    }

    private static Optional<String> typed(Asked asked) {
        return Optional.of(asked.field("password")).filter(password -> !password.isEmpty());
    }

    private Answer own(Asked asked, int status) {
        Screen screen = screens.of(asked, "我的口令", "My password").alone();
        int shown = asked.parameter("done").isPresent() && status == 200 ? 204 : status;
        return Screens.page(status, "password", new Own(screen, asked.operator().equals(Account.FIRST), shown));
    }

    private Answer changeOwn(Asked asked) throws SQLException {
        if (!asked.field("new").equals(asked.field("again"))) {
            return own(asked, 400);
        }
        try {
            return entry.changePassword(asked, asked.field("old"), asked.field("new"));
        } catch (Rejection refused) {
            Answer page = own(asked, refused.answer().status());
            return new Answer(
                    page.status(), page.type(), page.body(), refused.answer().headers());
        }
    }
}
