// SPDX-License-Identifier: MIT
// Streamable HTTP in front of a stdio server, for test suites that speak HTTP only. Loopback, tests
// only: node bridge.mjs PORT PROGRAM ARGUMENT…
// A modern request gets a child of its own (they are stateless), a legacy session keeps one.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import http from 'node:http';

const [port, command, ...args] = process.argv.slice(2);
const VERSION = 'io.modelcontextprotocol/protocolVersion';
const sessions = new Map();

function startChild(onMessage) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let buffer = '';
  child.stdout.on('data', (data) => {
    buffer += data;
    for (let end = buffer.indexOf('\n'); end >= 0; end = buffer.indexOf('\n')) {
      const line = buffer.slice(0, end);
      buffer = buffer.slice(end + 1);
      if (line.trim()) onMessage(JSON.parse(line));
    }
  });
  child.stdin.on('error', () => {});
  return {
    put: (message) => child.stdin.write(`${JSON.stringify(message)}\n`),
    stop: () => {
      child.stdin.end();
      setTimeout(() => child.kill(), 500).unref();
    },
  };
}

function sendJson(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
const failure = (id, code, message) => ({ jsonrpc: '2.0', id, error: { code, message } });
const sendEvent = (response, body) =>
  response.write(`event: message\ndata: ${JSON.stringify(body)}\n\n`);
const openEvents = (response, headers = {}) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
  response.flushHeaders();
};

function statusOf({ code, message }) {
  if (code === -32601) return 404;
  if ([-32020, -32021, -32022].includes(code)) return 400;
  return code === -32602 && /_meta/.test(message) ? 400 : 200;
}

const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** The HTTP layer's own checks of a modern request; a refusal, or undefined. */
function headerRefusal(message, headers) {
  const claimed = message.params?._meta?.[VERSION];
  const named = {
    'tools/call': message.params?.name,
    'prompts/get': message.params?.name,
    'resources/read': message.params?.uri,
  }[message.method];
  const mismatch = (claimed !== undefined && headers['mcp-protocol-version'] !== claimed)
    || headers['mcp-method'] !== message.method
    || (named !== undefined && headers['mcp-name'] !== undefined && headers['mcp-name'] !== named);
  if (mismatch) return [400, failure(message.id, -32020, 'Header mismatch')];
  if (claimed !== undefined) return undefined;
  return ['initialize', 'ping'].includes(message.method)
    ? [404, failure(message.id, -32601, 'Method not found')]
    : [400, failure(message.id, -32602, `missing _meta ${VERSION}`)];
}

/** The request that a message of a modern child belongs to. */
function requestOf(message, open) {
  if (message.method === undefined) return open.get(message.id);
  const listen = message.params?._meta?.['io.modelcontextprotocol/subscriptionId'];
  if (listen !== undefined) return open.get(listen);
  const token = message.params?.progressToken;
  const all = [...open.values()].filter((r) => r.method !== 'subscriptions/listen');
  if (token !== undefined) return all.find((r) => r.token === token);
  return all.pop(); // a log message says not whose it is
}

const modernChildren = [];

/** A child that is not answering a request of this id already: ids are the clients' own. */
function modernChildFor(id) {
  const free = modernChildren.find(({ open }) => !open.has(id));
  if (free) return free;
  const open = new Map();
  const child = startChild((answer) => {
    const request = requestOf(answer, open);
    if (!request) return;
    const isLast = answer.method === undefined;
    if (isLast) open.delete(answer.id);
    request.take(answer, isLast);
  });
  modernChildren.push({ ...child, open });
  return modernChildren.at(-1);
}

function serveModern(message, request, response) {
  if (message.id === undefined) return sendJson(response, 202);
  const refusal = headerRefusal(message, request.headers);
  if (refusal) return sendJson(response, ...refusal);
  const child = modernChildFor(message.id);
  const meta = message.params._meta;
  let isStream = false;
  child.open.set(message.id, {
    method: message.method,
    token: meta.progressToken,
    take: (answer, isLast) => {
      if (isLast && !isStream) {
        sendJson(response, answer.error ? statusOf(answer.error) : 200, answer);
        return;
      }
      if (!isStream) openEvents(response);
      isStream = true;
      sendEvent(response, answer);
      if (isLast) response.end();
    },
  });
  response.on('close', () => {
    // Whoever hangs up cancels.
    if (!child.open.delete(message.id)) return;
    child.put({
      jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: message.id, _meta: meta },
    });
  });
  return child.put(message);
}

function startSession() {
  const session = { id: randomUUID(), pending: new Map(), events: null };
  session.child = startChild((answer) => {
    const waiting = answer.method === undefined && session.pending.get(answer.id);
    if (waiting) {
      session.pending.delete(answer.id);
      sendEvent(waiting, answer);
      waiting.end();
      return;
    }
    const stream = [...session.pending.values()].pop() ?? session.events;
    if (stream) sendEvent(stream, answer);
  });
  sessions.set(session.id, session);
  return session;
}

function serveLegacy(message, session, response) {
  if (!session) return sendJson(response, 400, failure(message.id, -32600, 'no session'));
  if (message.id === undefined || message.method === undefined) {
    session.child.put(message);
    return sendJson(response, 202);
  }
  openEvents(response, { 'mcp-session-id': session.id });
  session.pending.set(message.id, response);
  response.on('close', () => session.pending.delete(message.id));
  return session.child.put(message);
}

function servePost(body, request, response) {
  let message;
  try {
    message = JSON.parse(body);
  } catch {
    return sendJson(response, 400, failure(undefined, -32700, 'Parse error'));
  }
  const sessionId = request.headers['mcp-session-id'];
  const claims = message.params?._meta?.[VERSION] !== undefined && message.method !== 'initialize';
  if (!sessionId && (claims || request.headers['mcp-protocol-version'] >= '2026-07-28')) {
    return serveModern(message, request, response);
  }
  if (sessionId && !sessions.has(sessionId)) {
    return sendJson(response, 404, failure(message.id, -32600, 'no session'));
  }
  const session = message.method === 'initialize' ? startSession() : sessions.get(sessionId);
  return serveLegacy(message, session, response);
}

http.createServer((request, response) => {
  const { host = '', origin } = request.headers;
  if (!LOCAL_HOST.test(host) || (origin && !LOCAL_ORIGIN.test(origin))) {
    return sendJson(response, 403, failure(undefined, -32600, 'Forbidden'));
  }
  const session = sessions.get(request.headers['mcp-session-id']);
  if (request.method === 'DELETE') {
    session?.child.stop();
    sessions.delete(session?.id);
    return sendJson(response, 200);
  }
  if (request.method === 'GET') {
    if (!session) return sendJson(response, 405);
    openEvents(response);
    session.events = response;
    return request.on('close', () => { session.events = null; });
  }
  let body = '';
  request.on('data', (data) => { body += data; });
  return request.on('end', () => servePost(body, request, response));
}).listen(Number(port), '127.0.0.1', function listening() {
  console.log(this.address().port);
});
