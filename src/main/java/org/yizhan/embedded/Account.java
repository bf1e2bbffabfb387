package org.yizhan.embedded;

/** A name and a password by which somebody is let into a database. */
public record Account(String user, String password) {

    /** Names the user only, so that no password gets into a log. */
    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
