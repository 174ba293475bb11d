@NullMarked
package io.hallpulse.local.doctor;

import org.jspecify.annotations.NullMarked;
