/** Reads what is printed on the sheets of a PDF with a text layer, in reading order. */
@NullMarked
package org.yizhan.pdf;

import org.jspecify.annotations.NullMarked;
