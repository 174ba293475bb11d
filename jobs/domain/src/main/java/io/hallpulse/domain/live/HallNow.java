package io.hallpulse.domain.live;

/** A hall's numbers at one time: its queues together, and what is done today. */
public record HallNow(QueueNow queues, int serving, int ticketsToday, int servedToday) {}
