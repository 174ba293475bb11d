/**
 * Development only: Vite plus a made-up serving. `npm run dev`, then
 * POST /dev/fault?job=DOWN, ?trino=DOWN, ?stream=cut, ?halls=none, ?hall=ID (falls silent); ?clear=1 heals all.
 */
import { createServer as createHttp } from 'node:http';
import { createServer as createVite } from 'vite';
import { madeUpAlarms, seen } from './alarms.mjs';
import { halls, random } from './district.mjs';
import * as economy from './economy.mjs';
import * as health from './health.mjs';
import { DevHall } from './hall.mjs';

const port = Number(process.env.PORT ?? 5173);
const rnd = random(7);
const began = new Date().toISOString();
const PACES = [0.9, 0.7, 0.95, 0.6, 0.5, 0.8, 1.5, 0.6, 0.4, 0.7, 1.1, 0.5];
const district = halls().map((hall, index) => new DevHall(hall, rnd, PACES[index], Date.now()));
const alarms = madeUpAlarms(district, Date.now());
const clients = new Set();
let fault = {};

function components() {
  const of = (name) => ({ state: fault[name] ?? 'UP', since: fault.since ?? began, detail: fault[name] ? 'no answer' : null });
  return { postgresql: of('postgresql'), kafka: of('kafka'), job: of('job'), trino: of('trino'), ledger: of('ledger') };
}

function summary() {
  const shown = fault.halls === 'none' ? [] : district;
  return { server_time: new Date().toISOString(), components: components(), halls: shown.map((hall) => hall.hallRecord()) };
}

function send(client, event, data) {
  client.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function snapshot(client, hall) {
  const { queues, counters } = hall.detail();
  queues.forEach((queue) => send(client, 'queue', queue));
  counters.forEach((counter) => send(client, 'counter', counter));
}

function broadcast(event, data) {
  for (const client of clients) send(client, event, data);
}

setInterval(() => {
  if (fault.job === 'DOWN' || fault.halls === 'none') return;
  for (const hall of district) {
    if (fault.hall === hall.definition.hall_id) continue;
    for (const [event, record] of hall.advance(Date.now())) broadcast(event, record);
  }
}, 700);
setInterval(() => broadcast('beat', { server_time: new Date().toISOString() }), 2000);

function json(response, status, body) {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(body));
}

function tickets(hall) {
  const now = Date.now();
  const outcomes = ['COMPLETED', 'COMPLETED', 'COMPLETED', 'NOTICE_ISSUED', 'NO_SHOW', 'CANCELLED_VISITOR'];
  return Array.from({ length: 20 }, (_, index) => {
    const queue = hall.queues[index % hall.queues.length];
    return {
      ticket_id: `t${index}`,
      ticket_no: `${queue.letter}${String(90 - index).padStart(3, '0')}`,
      unit_id: queue.unit_id,
      counter_id: hall.counters[index % hall.counters.length].counter_id,
      issued_at: new Date(now - (20 + index) * 60_000).toISOString(),
      ended_at: new Date(now - index * 47_000).toISOString(),
      wait_seconds: 60 + ((index * 211) % 1300),
      handling_seconds: 100 + ((index * 97) % 900),
      outcome: outcomes[index % outcomes.length],
    };
  });
}

function days() {
  return Array.from({ length: 22 }, (_, index) => ({
    local_date: new Date(Date.now() - (22 - index) * 86_400_000).toISOString().slice(0, 10),
    tickets: 380 + ((index * 71) % 190),
    mean_wait_seconds: 280 + ((index * 131) % 400),
  }));
}

let me = { signed_in: false, name: null, role: 'anonymous', sees_wall: true, shown: null, identity_provider: 'OpenID' };

/** Any account gets in with the password "dev". */
async function people(request, response, url) {
  if (url.pathname.endsWith('/login')) {
    const { name, password } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    if (password !== 'dev') return json(response, 401, { status: 401, title: 'Not authenticated' });
    me = { signed_in: true, name, role: 'manager', sees_wall: true, shown: null, identity_provider: 'OpenID' };
  } else if (url.pathname.endsWith('/logout')) {
    me = { signed_in: false, name: null, role: 'anonymous', sees_wall: true, shown: null, identity_provider: 'OpenID' };
  }
  return json(response, 200, me);
}

/** What the health map, the economy and the panorama ask for; undefined for all else. */
function screens(path, query) {
  const at = (pattern) => pattern.exec(path)?.slice(1).map(decodeURIComponent);
  const hallOf = (id) => district.find(({ definition }) => definition.hall_id === id);
  const live = at(/^\/api\/v1\/live\/health\/([^/]+)\/([^/]+)$/);
  if (live) return { score: health.scoreOf(...live), parts: health.parts(live.join('/'), district) };
  const days = at(/^\/api\/v1\/health\/([^/]+)\/([^/]+)$/);
  if (days) return health.days(...days, query.get('from'), query.get('to'));
  const heat = at(/^\/api\/v1\/halls\/([^/]+)\/heat$/);
  if (heat) return health.heat(hallOf(heat[0]));
  const figures = at(/^\/api\/v1\/(?:halls|districts)\/([^/]+)\/figures$/);
  if (figures) return query.get('by') === 'hall' ? district.map(({ definition }, index) => ({ ...health.figures('item')[index % 6], id: definition.hall_id })) : health.figures(query.get('by'), hallOf(figures[0]));
  if (at(/^\/api\/v1\/map\/(\d+)$/)) return health.map();
  if (path === '/api/v1/economy/definitions') return economy.definitions();
  if (path.endsWith('/breakdown')) return economy.breakdown(query.get('by'));
  if (path.endsWith('/combination')) return economy.breakdown('type')[0];
  if (path.endsWith('/indicators')) return economy.past(Number(query.get('indicator')));
  return undefined;
}

function economyStream(request, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const tell = () => economy.scopes().forEach((scope) => send(response, 'scope', scope));
  tell();
  const timer = setInterval(() => {
    economy.register();
    tell();
  }, 7_000);
  const beat = setInterval(() => send(response, 'beat', { server_time: new Date().toISOString() }), 2_000);
  request.on('close', () => [timer, beat].forEach(clearInterval));
}

function api(request, response, url) {
  if (/^\/api\/v1\/live\/economy\/\d+\/stream$/.test(url.pathname)) return economyStream(request, response);
  const screen = screens(url.pathname, url.searchParams);
  if (screen !== undefined) return json(response, 200, screen);
  if (/^\/api\/v1\/(me|login|logout)$/.test(url.pathname)) return people(request, response, url);
  const [, alarmId] = /^\/api\/v1\/alerts\/([^/]+)\/acknowledge$/.exec(url.pathname) ?? [];
  if (alarmId !== undefined) {
    const at = alarms.findIndex(({ alarm_id }) => alarm_id === decodeURIComponent(alarmId));
    alarms[at] = seen(alarms[at]);
    broadcast('alert', alarms[at]);
    return json(response, 200, {});
  }
  const [, hallId, what] = /^\/api\/v1\/(?:live\/)?halls\/([^/]+)\/?(\w*)$/.exec(url.pathname) ?? [];
  const hall = district.find(({ definition }) => definition.hall_id === decodeURIComponent(hallId ?? ''));
  if (url.pathname === '/api/v1/live/stream') {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    if (fault.stream === 'cut') return response.end();
    send(response, 'summary', summary());
    for (const each of fault.halls === 'none' ? [] : district) snapshot(response, each);
    for (const score of health.scores(district)) send(response, 'health', score);
    for (const alarm of alarms) send(response, 'alert', alarm);
    send(response, 'whole', {});
    clients.add(response);
    return request.on('close', () => clients.delete(response));
  }
  if (url.pathname === '/api/v1/live/summary') return json(response, 200, summary());
  if (hall === undefined) return json(response, 404, { status: 404, title: 'Unknown hall', detail: `Hall ${hallId} is unknown` });
  if (what === '') return json(response, 200, hall.detail());
  if (fault.trino) {
    return json(response, 503, { status: 503, title: 'HISTORY_UNAVAILABLE', detail: 'Trino does not answer; live data works.' });
  }
  return json(response, 200, what === 'days' ? days() : tickets(hall));
}

function setFault(url, response) {
  fault = url.searchParams.has('clear') ? {} : { since: new Date().toISOString(), ...Object.fromEntries(url.searchParams) };
  broadcast('components', components());
  if (fault.stream === 'cut') {
    for (const client of clients) client.end();
    clients.clear();
  }
  json(response, 200, fault);
}

const vite = await createVite({ server: { middlewareMode: true }, appType: 'spa' });
createHttp((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/dev/fault' && request.method === 'POST') return setFault(url, response);
  if (url.pathname.startsWith('/api/')) return api(request, response, url);
  return vite.middlewares(request, response);
}).listen(port, '127.0.0.1', () => console.log(`Wall with made-up data: http://127.0.0.1:${port}/`));
