package org.yizhan.tag;

/**
 * An administrative division of China.
 *
 * @param code six digits, GB/T 2260; 100000 is the whole country
 * @param name the official name, 甘州区
 * @param fullName the name with the divisions above it, 甘肃省张掖市甘州区
 * @param parent the code of the division above; empty for the whole country
 */
public record Region(String code, String name, String fullName, String parent) {

    public Region {
        if (code.length() != 6) {
            throw new IllegalArgumentException("a division code has six digits: " + code);
        }
    }

    /** 0 the country, 1 province, 2 prefecture, 3 county; a county run by its province is a county. */
    public int level() {
        if (parent.isEmpty()) {
            return 0;
        }
        return code.endsWith("0000") ? 1 : code.endsWith("00") ? 2 : 3;
    }

    /** Whether this division lies in the other one; a division doesn't lie in itself. */
    public boolean isWithin(Region other) {
        if (level() <= other.level()) {
            return false;
        }
        return code.startsWith(other.code.substring(0, other.level() * 2));
    }
}
