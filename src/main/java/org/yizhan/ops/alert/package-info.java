/** What is wrong for long enough to be told: incidents with begin and end, whom they are told to, and who wants silence. */
@NullMarked
package org.yizhan.ops.alert;

import org.jspecify.annotations.NullMarked;
