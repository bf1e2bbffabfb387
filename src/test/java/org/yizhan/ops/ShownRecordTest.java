package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownRecordTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"password\": \"geheim9\"}",
                "{\"text\":\"{\\\"api_key\\\":\\\"geheim9\\\"}\"}",
                "Authorization: Bearer geheim9",
                "authorization=Basic geheim9==",
                "Cookie: geheim9",
                "client_secret=geheim9&x=1",
                "\"accessToken\":\"geheim9\"",
                "Bearer geheim9geheim9",
                "the key yzk_geheim9-x is new",
            })
    void masksWhatLooksLikeASecret(String text) {
        assertThat(ShownRecord.masked(text)).contains("•••").doesNotContain("geheim9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"title\":\"关于密码的通知\"}", "the token ring", "authors: []", "a basic rule of the game"})
    void leavesTheRestAsItIs(String text) {
        assertThat(ShownRecord.masked(text)).isEqualTo(text);
    }
}
