package org.yizhan;

/** The program's entry. */
public final class Yizhan {
    private Yizhan() {}

    public static void main(String[] arguments) {}
}
