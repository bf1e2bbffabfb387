package org.yizhan;

import java.util.Optional;
import org.yizhan.article.Identity;
import org.yizhan.ingest.ApiKeys;
import org.yizhan.ops.KeyMaker;

/** Makes push keys for the operator. */
record PushKeys(ApiKeys keys) implements KeyMaker {

    private static final String ANY = "push:any";

    @Override
    public MadeKey forSource(String source) {
        String id = Identity.nfc(source);
        ApiKeys.Made made = keys.make(Optional.of(id));
        return new MadeKey(made.id(), made.key(), made.signingSecret(), id, "");
    }

    @Override
    public MadeKey forScope(String scope) {
        if (!scope.equals(ANY)) {
            throw new IllegalArgumentException("scope is '" + scope + "'; there is only " + ANY);
        }
        ApiKeys.Made made = keys.make(Optional.empty());
        return new MadeKey(made.id(), made.key(), made.signingSecret(), "", ANY);
    }
}
