@NullMarked
package io.hallpulse.agent.uplink;

import org.jspecify.annotations.NullMarked;
