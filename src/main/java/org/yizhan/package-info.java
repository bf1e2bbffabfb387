/** The program: its entry, and the one place that builds its parts. */
@NullMarked
package org.yizhan;

import org.jspecify.annotations.NullMarked;
