/** The hall job: one decode, one keyed state per hall; its rules live in the domain. */
@NullMarked
package io.hallpulse.hall;

import org.jspecify.annotations.NullMarked;
