@NullMarked
package io.hallpulse.agent.spool;

import org.jspecify.annotations.NullMarked;
