/** What becomes of a ticket: legs, services, refusals. */
@NullMarked
package io.hallpulse.domain.ticket;

import org.jspecify.annotations.NullMarked;
