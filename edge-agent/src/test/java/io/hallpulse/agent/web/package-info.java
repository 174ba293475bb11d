@NullMarked
package io.hallpulse.agent.web;

import org.jspecify.annotations.NullMarked;
