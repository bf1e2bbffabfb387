package org.yizhan.ingest.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;

@Row("S5")
class HubSignatureTest {

    // RFC 2202 §3 and RFC 4231 §4.3, test case 2
    private static final String SECRET = "Jefe";
    private static final byte[] BODY = "what do ya want for nothing?".getBytes(UTF_8);

    @ParameterizedTest
    @CsvSource({
        "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79, true, true",
        "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79, false, false",
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843, false, true",
        "SHA256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843, false, true",
        "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649, false, true",
        "sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737, false, true",
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3844, true, false",
        "sha512=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843, true, false",
    })
    void provesWhoSentIt(String header, boolean sha1, boolean right) {
        assertThat(HubSignature.isRight(header, BODY, SECRET, sha1)).isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256", "sha256=", "sha256=zz", "sha256=5bd", "md5=00", "=00", "HmacSHA256=00", "=="})
    void provesNothingWhereItIsNone(String header) {
        assertThat(HubSignature.isRight(header, BODY, SECRET, true)).isFalse();
    }

    @Test
    void isOfTheWholeBody() {
        String header = "sha256=" + HexFormat.of().formatHex(HubSignature.hmac("sha256", BODY, SECRET));

        assertThat(HubSignature.isRight(header, "what do ya want".getBytes(UTF_8), SECRET, false))
                .isFalse();
        assertThat(HubSignature.isRight(header, BODY, "jefe", false)).isFalse();
    }
}
