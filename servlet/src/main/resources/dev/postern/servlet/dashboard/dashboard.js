import { explain, forget, resume, session, whenSessionEnds } from './api.js';
import { failure, h, heading } from './dom.js';
import { showAccount } from './view-account.js';
import { showKeys } from './view-keys.js';
import { showOverview } from './view-overview.js';
import { showSignIn } from './view-signin.js';
import { showTry } from './view-try.js';

/** A view fills the element that it is given, and may return `update(parameters)` and `leave()`. */
const VIEWS = {
  overview: { title: 'Overview', show: showOverview },
  keys: { title: 'Keys', show: showKeys },
  try: { title: 'Try it', show: showTry },
  account: { title: 'Account', show: showAccount },
};

const main = document.getElementById('main');
let current;

function place() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  return { name: Object.hasOwn(VIEWS, path) ? path : 'overview', parameters: new URLSearchParams(query) };
}

function leave() {
  current?.view?.leave?.();
  current = undefined;
  for (const dialog of document.querySelectorAll('dialog')) {
    dialog.close();
  }
}

function follow({ focus = true } = {}) {
  const { name, parameters } = place();
  if (current?.name === name && current.view?.update) {
    current.view.update(parameters);
    return;
  }
  leave();
  for (const link of document.querySelectorAll('#nav a')) {
    link.toggleAttribute('aria-current', false);
  }
  document.getElementById(`nav-${name}`).setAttribute('aria-current', 'page');
  document.title = `${VIEWS[name].title} – Postern`;
  main.replaceChildren();
  current = { name };
  current.view = VIEWS[name].show(main, parameters, { signedOut });
  if (focus) {
    main.querySelector('h1')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

function enter(options) {
  document.getElementById('top').hidden = false;
  document.getElementById('who').textContent = session.user.name ?? session.user.email;
  follow(options);
}

function signedOut(message) {
  leave();
  forget();
  document.getElementById('top').hidden = true;
  showSignIn(main, { message, done: enter });
  main.querySelector('h1').focus();
}

async function start() {
  try {
    if (await resume()) {
      enter({ focus: false });
    } else {
      showSignIn(main, { done: enter });
    }
  } catch (error) {
    main.replaceChildren(
      h(
        'div',
        { class: 'door' },
        h('div', { class: 'card' }, heading('The dashboard isn’t available'), failure(explain(error), start)),
      ),
    );
  }
}

whenSessionEnds(() => signedOut('Your session has ended. Sign in again to go on where you were.'));
document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault(); // the hash holds the view
  main.focus();
});
addEventListener('hashchange', () => session.user && follow());
start();
