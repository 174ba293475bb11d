@NullMarked
package io.hallpulse.agent.hall;

import org.jspecify.annotations.NullMarked;
