/** Visits agreed on by phone, and what devices are told of them. */
@NullMarked
package io.hallpulse.serving.appointment;

import org.jspecify.annotations.NullMarked;
