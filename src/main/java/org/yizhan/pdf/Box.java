package org.yizhan.pdf;

/** A rectangle on a sheet, in points from its upper left corner. */
record Box(double left, double top, double right, double bottom) {

    Box with(Box other) {
        return new Box(
                Math.min(left, other.left),
                Math.min(top, other.top),
                Math.max(right, other.right),
                Math.max(bottom, other.bottom));
    }

    double width() {
        return right - left;
    }

    double height() {
        return bottom - top;
    }

    /** Whether the middle of {@code other} lies in it. */
    boolean holds(Box other) {
        double x = (other.left + other.right) / 2;
        double y = (other.top + other.bottom) / 2;
        return x > left && x < right && y > top && y < bottom;
    }

    /** How much of the narrower one's width stands above or below the other, from 0 to 1. */
    double overlap(Box other) {
        double shared = Math.min(right, other.right) - Math.max(left, other.left);
        return Math.max(0, shared) / Math.max(1, Math.min(width(), other.width()));
    }

    /** How far apart they are; 0 where they touch. */
    double distance(Box other) {
        double x = Math.max(0, Math.max(left - other.right, other.left - right));
        double y = Math.max(0, Math.max(top - other.bottom, other.top - bottom));
        return Math.hypot(x, y);
    }
}
