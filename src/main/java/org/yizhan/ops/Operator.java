package org.yizhan.ops;

/**
 * Who asks, and what he may.
 *
 * @param name of the account
 * @param csrf the token that the forms of his session carry; empty where no session is, as with HTTP Basic
 */
public record Operator(String name, Role role, String csrf) {

    /** Nobody: what the login page is made for. */
    public static final Operator NOBODY = new Operator("", Role.VIEWER, "");

    @Override
    public String toString() {
        return "Operator[name=%s, role=%s]".formatted(name, role);
    }
}
