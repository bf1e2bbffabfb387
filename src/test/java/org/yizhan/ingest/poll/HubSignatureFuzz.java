package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.yizhan.fuzz.Cost;
import org.yizhan.fuzz.Given;

/** Any first line as a hub's {@code X-Hub-Signature} over the bytes behind it; the secret is known to nobody. */
public final class HubSignatureFuzz {

    private static final String SECRET = "known to the hub and to us";

    private HubSignatureFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Given given = Given.of(bytes);
        Cost.bounded(bytes.length, () -> check(given));
    }

    private static void check(Given given) {
        assertThat(HubSignature.isRight(given.head(), given.body(), SECRET, true))
                .as(given.head())
                .isFalse();
        for (String method : List.of("sha1", "sha256", "sha384", "sha512")) {
            String right = method + "=" + HexFormat.of().formatHex(HubSignature.hmac(method, given.body(), SECRET));
            byte[] longer = Arrays.copyOf(given.body(), given.body().length + 1);
            assertThat(HubSignature.isRight(right, given.body(), SECRET, true)).isTrue();
            assertThat(HubSignature.isRight(right, longer, SECRET, true)).isFalse();
            assertThat(HubSignature.isRight(right + given.head(), given.body(), SECRET, true))
                    .isEqualTo(given.head().isBlank());
            assertThat(HubSignature.isRight(right, given.body(), SECRET, false)).isEqualTo(!method.equals("sha1"));
        }
    }
}
