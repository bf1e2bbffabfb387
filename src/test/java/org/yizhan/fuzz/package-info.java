/** Fuzzing with Jazzer: what is tried, and how. Each target stands beside the other tests of what it attacks. */
package org.yizhan.fuzz;
