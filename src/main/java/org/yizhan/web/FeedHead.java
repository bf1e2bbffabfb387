package org.yizhan.web;

import java.util.Optional;

/**
 * What a feed says about itself; the same for each rendering, so that equal entries give equal bytes.
 *
 * @param id stands for the feed for ever, whatever its address or format
 * @param self the address of this very document
 * @param home the page a person may read instead
 * @param hub the WebSub hub that tells of changes
 */
record FeedHead(String id, String title, String description, String self, String home, Optional<String> hub) {}
