// Does the challenge page's proof of work and sends its form on. What goes wrong leaves the question, which needs no script.
import { solve } from './widget/work.js';

const form = document.querySelector('form[data-token]');
const page = document.documentElement;

/** Shows the question in place of the work. */
function ask(failed) {
  page.className = 'asking';
  form.querySelector('.failed').hidden = !failed;
  form.querySelector('#answer')?.focus();
}

/** Puts the work's answer where the question's would stand. */
function put(name, value) {
  let field = form.querySelector(`input[name="${name}"]`);
  if (!field) {
    field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    form.append(field);
  }
  field.value = value;
}

async function run() {
  page.className = 'working';
  const { token, salt, target, max } = form.dataset;
  const question = form.querySelector('.question')?.cloneNode(true);
  const counter = await solve({ algorithm: 'SHA-256', salt, target, max: Number(max) });
  put('captcha-challenge', token);
  put('captcha-answer', counter);
  HTMLFormElement.prototype.submit.call(form); // which a field named "submit" hides
  // Whoever comes back to this page has spent the work: the question's own challenge is still good.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && question) {
      form.querySelector('.question').replaceWith(question);
      ask(false);
    } else if (persisted) {
      location.reload();
    }
  });
}

run().catch(() => ask(true));
