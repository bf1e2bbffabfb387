/** The public HTTP edge: push, previews, reading, feeds and pages. */
@NullMarked
package org.yizhan.web;

import org.jspecify.annotations.NullMarked;
