package org.yizhan.publish;

import java.util.UUID;

/**
 * What a story that stands is called.
 *
 * @param story the id under which it stands
 */
public record StoryTitle(UUID story, String title) {}
