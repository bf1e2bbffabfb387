/** Kafka and PostgreSQL on this machine, for those who have no servers of their own. */
@NullMarked
package org.yizhan.embedded;

import org.jspecify.annotations.NullMarked;
