/** Alarms of the made-up district: open, seen, suppressed, of a hall, a queue, a counter, the ledger. */
export function madeUpAlarms(district, now) {
  const [main, silent] = district;
  const ago = (minutes) => new Date(now - minutes * 60_000).toISOString();
  const alarm = (rule, scope, scope_id, hall, severity, minutes, more = {}) => ({
    alarm_id: `${rule}-${scope_id}`,
    rule,
    scope,
    scope_id,
    scope_name: null,
    district: '370213',
    hall_id: hall?.definition.hall_id ?? null,
    hall_name: hall?.definition.name ?? null,
    version: 1,
    hall_time: ago(0),
    severity,
    state: 'RAISED',
    since: ago(minutes),
    raised_at: ago(minutes),
    acknowledged_at: null,
    suppressed_by: null,
    suppressed_reason: null,
    facts: {},
    revision: 1,
    ...more,
  });
  const queue = main.queues[0];
  const counter = main.counters[11];
  return [
    alarm('wait_long', 'queue', queue.queue_id, main, 'MAJOR', 4, { scope_name: queue.letter, facts: { value: 34, limit: 30, waiting: 12 } }),
    alarm('counter_unattended', 'counter', counter.counter_id, main, 'MAJOR', 9, { scope_name: '12', facts: { value: 39, limit: 30, waiting: 3 } }),
    alarm('category_bad', 'counter', counter.counter_id, main, 'MINOR', 6, {
      scope_name: '12', suppressed_by: 'x', suppressed_reason: 'counter_unattended', facts: { value: 61.2, category: 'ORANGE' },
    }),
    alarm('rectification_overdue', 'rating', 'desk/1/5', main, 'MAJOR', 300, { state: 'ACKNOWLEDGED', acknowledged_at: ago(200), facts: { counter_id: 'c1', ticket_id: 't1', due: ago(300) } }),
    alarm('hall_silent', 'hall', silent.definition.hall_id, silent, 'CRITICAL', 12, { facts: { value: 17, limit: 5 } }),
    alarm('source_silent', 'source', 'agent-1', silent, 'MINOR', 12, { suppressed_by: 'y', suppressed_reason: 'hall_silent', facts: { value: 17, limit: 5 } }),
    alarm('ledger_behind', 'ledger', 'ledger', undefined, 'MAJOR', 3, { district: null, facts: { detail: 'behind 320 s: arrived events are not stored yet' } }),
  ];
}

/** As it is once somebody has seen it. */
export function seen(alarm) {
  return { ...alarm, state: 'ACKNOWLEDGED', acknowledged_at: new Date().toISOString(), version: alarm.version + 1, revision: alarm.revision + 1 };
}
