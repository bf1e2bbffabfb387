package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.yizhan.Row;
import org.yizhan.SetClock;

@Row("S19")
class PasswordsTest {

    private final Passwords passwords = new Passwords(new SecureRandom());

    @Test
    void keepsTheSamePasswordNeverTheSameWayAndNeverAsItIs() {
        Passwords.Kept one = passwords.keep("一个很长的口令，没有人猜得到");
        Passwords.Kept other = passwords.keep("一个很长的口令，没有人猜得到");

        assertThat(Passwords.isRight("一个很长的口令，没有人猜得到", one)).isTrue();
        assertThat(Passwords.isRight("一个很长的口令，没有人猜得倒", one)).isFalse();
        assertThat(Passwords.isRight("", one)).isFalse();
        assertThat(one.hash()).hasSize(32).isNotEqualTo(other.hash());
        assertThat(one.salt()).hasSize(16).isNotEqualTo(other.salt());
        assertThat(one.rounds()).isGreaterThanOrEqualTo(600_000);
        assertThat(one.toString()).isEqualTo("Kept[rounds=600000]");
    }

    @ParameterizedTest
    @CsvSource({
        "twelve chars,li,true",
        "eleven char,li,false",
        "abababababab,li,false",
        "a-long-password,a-long-password,false",
        "A-Long-Password,a-long-password,false",
        "十二个汉字也是一个口令呀,li,true"
    })
    void takesOnlyWhatIsLongEnoughAndNotTooPlain(String password, String name, boolean isFit) {
        assertThat(Passwords.isFit(password, name)).isEqualTo(isFit);
    }

    @Test
    void takesNoLineEndsAndNothingEndless() {
        assertThat(Passwords.isFit("twelve\nchars and more", "li")).isFalse();
        assertThat(Passwords.isFit("0123456789".repeat(20), "li")).isTrue();
        assertThat(Passwords.isFit("0123456789".repeat(20) + "0", "li")).isFalse();
        assertThat(Passwords.isFit(passwords.make(), "li")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void startsWithNoEmptyPasswordForTheFirstAccount(String blank) {
        assertThatThrownBy(
                        () -> new Accounts(new PGSimpleDataSource(), blank, passwords, new SetClock(OperatorEdge.NOW)))
                .hasMessageContaining("yizhan.ops.password must not be empty");
    }
}
