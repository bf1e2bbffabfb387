/** The last stage: tells browsers and caches what has changed. */
@NullMarked
package org.yizhan.deliver;

import org.jspecify.annotations.NullMarked;
