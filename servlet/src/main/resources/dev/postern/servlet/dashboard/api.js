import { seconds } from './format.js';

const TIMEOUT_MS = 15_000;
const mount = new URL('../', import.meta.url);

/** A refusal by the service, or, with status 0, no reply at all. */
export class ApiError extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail ?? problem.title ?? `The service answered ${status}.`);
    this.status = status;
    this.code = problem.code;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get mayPass() {
    return this.status === 0 || this.status >= 500;
  }
}

/** What to tell a person about an error. */
export function explain(error) {
  if (!(error instanceof ApiError)) {
    return 'Something went wrong in this page. Reload it.';
  }
  const wait = error.retryAfter > 0 ? ` Try again in ${seconds(error.retryAfter)}.` : '';
  if (error.status === 429) {
    return `Too many attempts.${wait || ' Try again later.'}`;
  }
  if (error.status >= 500 && !error.problem.detail) {
    return `The service failed (${error.status}).${wait}`;
  }
  return error.message + wait;
}

async function send(method, path, { body, headers, signal, credentials = 'same-origin' }) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(new URL(path, mount), {
      method,
      credentials,
      cache: 'no-store',
      headers: { Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }), ...headers },
      body: body && JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    return {
      status: response.status,
      retryAfter: Number(response.headers.get('Retry-After')),
      text: await response.text(),
    };
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    const detail = timeout.aborted ? 'The service didn’t answer within 15 seconds.' : 'The service can’t be reached.';
    throw new ApiError(0, { detail });
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // a proxy's page, or nothing
  }
}

let csrfToken;

async function ask(method, path, body, signal) {
  const headers = method !== 'GET' && csrfToken ? { 'X-CSRF-Token': csrfToken } : {};
  const { status, text, retryAfter } = await send(method, path, { body, headers, signal });
  const reply = parse(text);
  if (status >= 400) {
    throw new ApiError(status, reply ?? {}, retryAfter);
  }
  return reply;
}

/** Who is signed in, and what must not outlive that. Nothing of it is stored. */
export const session = { user: undefined, registration: 'off', key: undefined };

let ended = () => {};

/** Sets what happens when the service says that nobody is signed in any more. */
export function whenSessionEnds(listener) {
  ended = listener;
}

function begin({ user, csrfToken: token, registration }) {
  csrfToken = token;
  session.user = user;
  session.registration = registration ?? session.registration;
}

export function forget() {
  csrfToken = undefined;
  session.user = undefined;
  session.key = undefined;
}

/** Whether somebody is signed in. */
export async function resume() {
  try {
    begin(await ask('GET', 'dashboard/session'));
    return true;
  } catch (error) {
    if (error.status !== 401) {
      throw error;
    }
    session.registration = error.problem.registration ?? session.registration;
    return false;
  }
}

export const signIn = async (credentials) => begin(await ask('POST', 'dashboard/session', credentials));
export const signUp = async (details) => begin(await ask('POST', 'dashboard/registration', details));

/** Calls the management API as the one who is signed in. */
export async function call(method, path, body, signal) {
  try {
    return await ask(method, path, body, signal);
  } catch (error) {
    if (error.code === 'csrf') {
      return again(method, path, body, signal);
    }
    if (error.status === 401 && session.user) {
      // once, though several calls may be under way
      forget();
      ended();
    }
    throw error;
  }
}

/** Another tab may have signed in since, which ends this one's CSRF token. If it was the same person, just go on. */
async function again(method, path, body, signal) {
  const before = session.user.id;
  if (!(await resume()) || session.user.id !== before) {
    forget();
    ended();
    throw new ApiError(401, { title: 'Signed out' });
  }
  return ask(method, path, body, signal);
}

export const signOut = async () => {
  await call('DELETE', 'dashboard/session');
  forget();
};

export const gateUrl = (path) => new URL(path, mount).href;

/** Calls the gate with an API key, and without cookies, as a server would. A refusal is a reply like any other. */
export async function gate(path, key, body) {
  const started = performance.now();
  const { status, text, retryAfter } = await send('POST', path, {
    body,
    headers: { 'X-API-Key': key },
    credentials: 'omit',
  });
  return { status, retryAfter, body: parse(text) ?? text, elapsed: Math.round(performance.now() - started) };
}
