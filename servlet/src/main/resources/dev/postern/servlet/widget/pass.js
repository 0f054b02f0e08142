import { solve } from './work.js';

const TIMEOUT_MS = 15_000;
const MOST_FAILURES = 6; // in a row; then a person has to say when to go on
const MOST_WORKS = 3; // in a row; who asks for more will never be content

/** No pass: `code` as the service has it, or `network` if it did not answer. */
class Refusal extends Error {
  constructor(code, { detail = code, status = 0, retryAfter = 0, mayPass = status === 429 || status >= 500 } = {}) {
    super(detail);
    Object.assign(this, { code, status, retryAfter, mayPass });
  }
}

async function post(url, body, signal) {
  const controller = new AbortController();
  const stop = () => controller.abort();
  signal.addEventListener('abort', stop);
  const timer = setTimeout(stop, TIMEOUT_MS);
  let response;
  let reply;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: controller.signal,
    });
    reply = await response.json();
  } catch {
    // what there is of a reply tells enough
  }
  clearTimeout(timer);
  signal.throwIfAborted();
  if (!response) {
    throw new Refusal('network', { mayPass: true });
  }
  if (response.ok && reply) {
    return reply;
  }
  const { ok, status, headers } = response;
  throw new Refusal(reply?.code ?? 'unexpected-reply', {
    detail: reply?.detail,
    status,
    retryAfter: Number(headers.get('Retry-After')) || 0,
    ...(ok && { mayPass: true }),
  });
}

/**
 * Gets a pass: solves what the service asks, until it is content.
 *
 * @param base the address below which the service is
 * @param named what goes into each request: `action`, `sitekey`
 * @param person what a person notices: `solving()`; `question(challenge, notice)`, which gives an answer, and whose notice is `question`, `another`,
 *   `wrong` or `late`; `pause(refusal, ms)`, after which the request is made again
 * @returns the last verdict, with its `verificationToken`
 * @throws a Refusal, the signal's reason, or what `solve` throws
 */
export async function getPass({ base, named, locale, person, signal }) {
  const ask = async (path, body) => {
    for (let failures = 0; ; failures++) {
      person.solving();
      try {
        return await post(new URL(path, base), { ...named, ...body }, signal);
      } catch (error) {
        if (!error.mayPass || failures === MOST_FAILURES) {
          throw error;
        }
        const backOff = 2 ** failures * (0.5 + Math.random() / 2);
        await person.pause(error, (error.retryAfter + backOff) * 1000);
      }
    }
  };
  let notice = 'question';
  let works = 0;
  for (;;) {
    let challenge = await ask('challenge', { locale });
    while (challenge) {
      const isWork = challenge.family === 'work';
      works = isWork ? works + 1 : 0;
      if (works > MOST_WORKS) {
        throw new Refusal('refused');
      }
      const answer = isWork ? await solve(challenge.challenge, { signal }) : await person.question(challenge, notice);
      const verdict = await ask('verify', { token: challenge.token, answer: `${answer}`, locale });
      if (verdict.verificationToken) {
        return verdict;
      }
      challenge = verdict.next;
      if (!isWork) {
        notice = challenge ? 'another' : verdict['error-codes']?.includes('expired') ? 'late' : 'wrong';
      }
    }
  }
}
