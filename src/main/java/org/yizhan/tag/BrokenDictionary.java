package org.yizhan.tag;

/** A dictionary that can't be taken as it stands; the message says the file, the line and what to mend. */
public final class BrokenDictionary extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String file;
    private final int line;

    /** @param line counted from 1; 0 where it is the file as a whole */
    BrokenDictionary(String file, int line, String reason) {
        super(file + (line > 0 ? " line " + line : "") + ": " + reason);
        this.file = file;
        this.line = line;
    }

    /** The name of the file, such as {@code topics.txt}. */
    public String file() {
        return file;
    }

    /** Counted from 1; 0 where it is the file as a whole. */
    public int line() {
        return line;
    }
}
