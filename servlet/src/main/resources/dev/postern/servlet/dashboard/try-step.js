import { explain, gate, gateUrl } from './api.js';
import { copyButton, failure, h, jsonBlock } from './dom.js';
import { seconds } from './format.js';

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

const curl = (path, body) =>
  `curl ${gateUrl(path)} \\\n  -H "X-API-Key: $POSTERN_KEY" \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(
    JSON.stringify(body),
  )}`;

/** A command line, and a button that copies it. */
export function commandBlock(id, what) {
  const code = h('code', { id });
  const root = h(
    'div',
    { class: 'command' },
    copyButton(`copy-${id}`, what, () => code.textContent),
    h('pre', { class: 'code' }, code),
  );
  return {
    root,
    show: (text) => {
      code.textContent = text;
    },
  };
}

/** What a refusal of a whole call means; undefined if it was none. */
function refusal({ status, body, retryAfter }) {
  if (status < 400) {
    return undefined;
  }
  const wait = retryAfter ? ` Try again in ${seconds(retryAfter)}.` : '';
  return (
    {
      401: 'Refused: the gate doesn’t take this key. It is wrong, inactive or revoked.',
      429: `Refused: that was more than the key’s rate limit allows.${wait}`,
    }[status] ??
    body.detail ??
    body.title ??
    'Refused.'
  );
}

/**
 * One call: the command line, the body, a control that sends it, and what came back.
 *
 * @param {function(): object} step.body what would be sent now
 * @param {function(object): Node[]} step.judge what a reply means to the person, in words
 */
export function createStep({ id, number, title, about, path, body, before, after, label, judge, secret }) {
  const command = commandBlock(`${id}-curl`, 'the command');
  const request = h('div');
  const status = h('span', { class: 'status-line' });
  const response = h('div', { class: 'response', id: `${id}-response` });
  const verdict = h('div', { id: `${id}-verdict`, role: 'status' });
  const send = h('button', { type: 'submit', id: `${id}-send`, class: 'button primary' }, label);
  const root = h(
    'li',
    { class: 'card step', id },
    h('h2', null, h('span', { class: 'step-number', 'aria-hidden': 'true' }, number), title),
    h('p', { class: 'hint' }, about),
    command.root,
    h(
      'form',
      { class: 'step-form', novalidate: true, onsubmit: run },
      before,
      h('div', { class: 'actions' }, send, after),
    ),
    verdict,
    h(
      'div',
      { class: 'exchange' },
      h('div', null, h('h3', null, 'Request body'), request),
      h('div', null, h('h3', null, 'Response', status), response),
    ),
  );
  let running = false;

  function preview() {
    command.show(curl(path, body()));
    request.replaceChildren(jsonBlock(body(), 'Request body'));
  }

  async function run(event) {
    event?.preventDefault();
    const key = secret();
    if (running || !key) {
      return;
    }
    running = true;
    send.setAttribute('aria-disabled', 'true');
    preview();
    try {
      const reply = await gate(path, key, body());
      status.replaceChildren(
        h('span', { class: `status ${reply.status < 400 ? 'good' : 'bad'}` }, reply.status),
        `${reply.elapsed} ms`,
      );
      response.replaceChildren(jsonBlock(reply.body, 'Response body'));
      const refused = refusal(reply);
      verdict.replaceChildren(...(refused ? [h('p', { class: 'notice bad' }, refused)] : judge(reply.body)));
    } catch (error) {
      verdict.replaceChildren(failure(explain(error), run));
    } finally {
      running = false;
      send.setAttribute('aria-disabled', 'false');
    }
  }

  function clear() {
    status.replaceChildren();
    response.replaceChildren(h('p', { class: 'quiet' }, 'Nothing sent yet.'));
    verdict.replaceChildren();
    preview();
  }

  return {
    root,
    preview,
    clear,
    enable(on) {
      send.disabled = !on;
      root.classList.toggle('waiting', !on);
    },
  };
}
