package org.yizhan.web;

import org.yizhan.publish.Entry;

/** An entry with what is drawn from its text, once for all formats. */
record EntryText(Entry entry, String content, Attached attached, Issued issued) {

    static EntryText of(Entry entry, Links links) {
        return new EntryText(entry, EntryContent.html(entry, links), Attached.of(entry), Issued.of(entry));
    }
}
