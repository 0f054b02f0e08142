// Does the challenge page's proof of work and sends its form on. What goes wrong leaves the question, which needs no script.
import { solve } from './widget/work.js';

// Nothing is asked of the form itself: a field that is named "append" hides its method of that name.
const check = document.querySelector('.check');
const page = document.documentElement;

/** Shows the question in place of the work. */
function ask(failed) {
  page.className = 'asking';
  document.querySelector('.failed').hidden = !failed;
  document.querySelector('#answer')?.focus();
}

/** Puts the work's answer where the question's would stand. */
function put(name, value) {
  let field = document.querySelector(`input[name="${name}"]`);
  if (!field) {
    field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    check.after(field);
  }
  field.value = value;
}

async function run() {
  page.className = 'working';
  const { token, salt, target, max } = check.dataset;
  const question = document.querySelector('.question')?.cloneNode(true);
  const counter = await solve({ algorithm: 'SHA-256', salt, target, max: Number(max) });
  put('captcha-challenge', token);
  put('captcha-answer', counter);
  HTMLFormElement.prototype.submit.call(check.closest('form'));
  // Whoever comes back to this page has spent the work: the question's own challenge is still good.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && question) {
      document.querySelector('.question').replaceWith(question);
      ask(false);
    } else if (persisted) {
      location.reload();
    }
  });
}

run().catch(() => ask(true));
