package org.yizhan.deduplicate;

import java.time.Instant;
import java.util.UUID;

/**
 * What an operator said of one article: of one mending, those on one side belong together, those on different sides apart.
 *
 * @param mended when it was said; the later word outweighs the earlier
 */
record Side(UUID mending, Instant mended, long no, int side) {}
