package org.yizhan.ops;

/** Makes push keys. */
public interface KeyMaker {

    /** A key that may push for this source only; {@link IllegalArgumentException} says why there can't be one. */
    MadeKey forSource(String source) throws Exception;

    /** A key with this scope ({@code push:any}); {@link IllegalArgumentException} says why there can't be one. */
    MadeKey forScope(String scope) throws Exception;

    /**
     * A new key, which can't be shown again.
     *
     * @param id names the key where it is listed or revoked
     * @param key the secret
     * @param signingSecret what pushes may be signed with instead of carrying the key
     * @param source the source it belongs to, empty where it has a scope instead
     * @param scope what it may do, empty where it belongs to a source
     */
    record MadeKey(String id, String key, String signingSecret, String source, String scope) {
        @Override
        public String toString() {
            return "MadeKey[id=%s, source=%s, scope=%s]".formatted(id, source, scope);
        }
    }
}
