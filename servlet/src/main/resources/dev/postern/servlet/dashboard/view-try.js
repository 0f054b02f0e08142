import { call, session } from './api.js';
import { h, heading } from './dom.js';
import { field, input } from './forms.js';
import { commandBlock, createStep } from './try-step.js';

const EXPORT = 'read -rs POSTERN_KEY && export POSTERN_KEY';

const reasons = (reply) => reply['error-codes']?.join(', ') ?? 'refused';

function pastedProblem(value) {
  if (!value) {
    return 'Paste a key, or create one first.';
  }
  return /^[a-z][a-z0-9]*_sk_\w+$/.test(value) ? undefined : 'This is no API key: those look like aic_sk_….';
}

function createKeyPart() {
  const pasted = field(
    'API key',
    input('try-key', { type: 'password', autocomplete: 'off', placeholder: 'aic_sk_…', oninput: forget }),
    {
      hint: 'It stays in this page’s memory until you sign out or reload, and is sent to the gate alone.',
    },
  );
  const pasting = h('div', { id: 'try-paste' }, pasted.root);
  const { key } = session;
  pasted.control.value = key?.pasted ?? '';
  const use = (fresh) => {
    pasting.hidden = fresh;
  };
  const radio = (id, label, checked, fresh) =>
    h(
      'label',
      { class: 'check', for: id },
      h('input', { type: 'radio', name: 'try-which', id, checked, onchange: () => use(fresh) }),
      label,
    );
  const command = commandBlock('try-export', 'the command');
  command.show(EXPORT);

  function forget() {
    pasted.fail();
  }

  const fresh = key?.secret && radio('try-use-fresh', `Use the key just created, “${key.name}”`, true, true);
  use(Boolean(fresh));
  return {
    root: h(
      'section',
      { class: 'card', 'aria-labelledby': 'try-key-title' },
      h('h2', { id: 'try-key-title' }, 'Your key'),
      fresh &&
        h(
          'fieldset',
          { class: 'plain field' },
          h('legend', { class: 'sr-only' }, 'Which key'),
          fresh,
          radio('try-use-pasted', 'Paste another', false, false),
        ),
      pasting,
      h(
        'p',
        { class: 'hint' },
        'To send the commands below from a terminal, give it the key first. ',
        'It reads what you paste without showing it, and without keeping it in the history:',
      ),
      command.root,
    ),
    secret() {
      if (fresh?.querySelector('input').checked) {
        return key.secret;
      }
      const value = pasted.value.trim();
      const problem = pastedProblem(value);
      pasted.fail(problem);
      if (problem) {
        pasted.control.focus();
        return undefined;
      }
      session.key = { ...session.key, pasted: value };
      return value;
    },
    fresh: () => (fresh?.querySelector('input').checked ? key.id : undefined),
  };
}

/** The id of the key in use, as far as what is listed tells. */
async function idOf(secret) {
  const { keys } = await call('GET', 'api/v1/api-keys');
  const same = keys.filter(({ prefix, lastFour }) => secret.startsWith(prefix) && secret.endsWith(lastFour));
  return same.length === 1 ? same[0].id : undefined;
}

export function showTry(main) {
  const key = createKeyPart();
  let token;
  let pass;

  const prompt = h('div', { class: 'prompt' }, h('p', { class: 'quiet' }, 'Create a challenge first.'));
  const answer = field(
    'Answer',
    input('try-answer', { autocomplete: 'off', inputmode: 'numeric', disabled: true, oninput: () => verify.preview() }),
  );
  const said = () => (/^-?\d{1,15}$/.test(answer.value.trim()) ? Number(answer.value) : answer.value.trim());

  const create = createStep({
    id: 'step-create',
    number: 1,
    title: 'Create a challenge',
    about: 'Your server asks for one, and shows its text and instruction to the visitor.',
    path: 'api/v2/challenges',
    label: 'Create a challenge',
    secret: key.secret,
    body: () => ({}),
    judge(reply) {
      begin(reply);
      return [h('p', { class: 'notice good' }, `Issued. It can be answered within ${reply.expiresIn} seconds.`)];
    },
  });
  const verify = createStep({
    id: 'step-verify',
    number: 2,
    title: 'Verify the answer',
    about: 'Your server sends the visitor’s answer. You are the visitor now.',
    path: 'api/v2/challenges/verify',
    label: 'Verify the answer',
    secret: key.secret,
    before: [prompt, answer.root],
    body: () => ({ token: token ?? '(the challenge’s token)', answer: said() }),
    judge(reply) {
      pass = reply.verificationToken;
      siteverify.clear();
      siteverify.enable(Boolean(pass));
      if (pass) {
        return [h('p', { class: 'notice good' }, `Right, with a score of ${reply.score}. Redeem the pass in step 3.`)];
      }
      return [
        h(
          'p',
          { class: 'notice' },
          reply.success
            ? `Right, but a score of ${reply.score} doesn’t reach the key’s minimum. Create another challenge.`
            : `Not passed: ${reasons(reply)}. A challenge takes one answer; create another.`,
        ),
      ];
    },
  });
  const plot = h('span', { class: 'see-plot' });
  const siteverify = createStep({
    id: 'step-siteverify',
    number: 3,
    title: 'Redeem the pass',
    about: 'The server that was shown the pass asks whether it holds. It does so once.',
    path: 'api/v2/challenges/siteverify',
    label: 'Redeem the pass',
    secret: key.secret,
    after: plot,
    body: () => ({ token: pass ?? '(the verification token)' }),
    judge(reply) {
      if (!reply.success) {
        return [h('p', { class: 'notice' }, `Not redeemed: ${reasons(reply)}. A pass holds once, and not for long.`)];
      }
      const link = h('a', { class: 'button', id: 'see-plot', href: '#/overview?range=1h' }, 'See it in the plot');
      plot.replaceChildren(link);
      (key.fresh() ? Promise.resolve(key.fresh()) : idOf(key.secret())).then(
        (id) => {
          link.href += id ? `&key=${id}` : '';
        },
        () => {},
      ); // without the id, the plot of all keys shows it too
      return [
        h(
          'p',
          { class: 'notice good' },
          'Passed. That was the whole of it. Send it again to see that a pass holds once.',
        ),
      ];
    },
  });

  function begin(reply) {
    token = reply.token;
    pass = undefined;
    prompt.replaceChildren(
      h('p', { class: 'challenge-text', id: 'challenge-text' }, reply.challenge.text),
      h('p', { class: 'challenge-instruction', id: 'challenge-instruction' }, reply.challenge.instruction),
    );
    answer.control.disabled = false;
    answer.control.value = '';
    answer.control.setAttribute('aria-describedby', 'challenge-text challenge-instruction');
    verify.clear();
    verify.enable(true);
    siteverify.clear();
    siteverify.enable(false);
    plot.replaceChildren();
    answer.control.focus();
  }

  main.append(
    h(
      'div',
      { class: 'view narrow' },
      heading('Try it'),
      h(
        'p',
        { class: 'lead' },
        'The three calls that a server makes, with a key of yours. They count like any others.',
      ),
      key.root,
      h(
        'ol',
        { class: 'steps' },
        [create, verify, siteverify].map(({ root }) => root),
      ),
    ),
  );
  [create, verify, siteverify].forEach((step) => step.clear());
  verify.enable(false);
  siteverify.enable(false);
}
