/** The dry run: shows what a source would bring without bringing it. */
@NullMarked
package org.yizhan.check;

import org.jspecify.annotations.NullMarked;
