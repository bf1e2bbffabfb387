/** The last stage: tells caches, browsers and subscribers of our WebSub hub what has changed. */
@NullMarked
package org.yizhan.deliver;

import org.jspecify.annotations.NullMarked;
