package org.yizhan.tag;

/** An entry found in the text, from {@code begin} to before {@code end}. */
record Hit(int begin, int end, Entry entry) {

    int length() {
        return end - begin;
    }
}
