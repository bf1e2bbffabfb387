package org.yizhan.ops;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.yizhan.ops.Trouble.Kind;

/**
 * Says when the push key that somebody configured has ended, so that whoever pushes with it is turned away. Safe for
 * concurrent use.
 *
 * @param hasEnded whether one is configured that lets nobody in
 */
public record PushKeyRule(BooleanSupplier hasEnded) implements Rule {

    /** The setting's name. */
    public static final String KEY = "yizhan.api.key";

    private static final Trouble ENDED = Trouble.warning(
            Kind.PUSH_KEY,
            KEY,
            "配置里的推送密钥 yizhan.api.key 已作废或已轮换，拿着它的推送方进不来",
            "the push key yizhan.api.key was revoked or has been rotated, and lets nobody in");

    @Override
    public Look look() {
        return Look.of(hasEnded.getAsBoolean() ? List.of(ENDED) : List.of());
    }
}
