const ENGLISH = {
  label: 'Spam protection',
  idle: 'Protected from spam',
  start: 'Check now',
  solving: 'Checking…',
  held: 'Checking, then sending your form…',
  verified: 'Checked',
  expired: 'Checked again when you go on',
  offline: 'You’re offline',
  unreachable: 'No connection',
  tooMany: 'Too many requests',
  busy: 'The service is busy',
  again: '{trouble}. Trying again…',
  failed: 'That didn’t work',
  misconfigured: 'Not available on this page',
  retry: 'Try again',
  question: 'One quick question',
  another: 'One more question',
  wrong: 'That wasn’t right. Here’s another one',
  late: 'That took too long. Here’s another one',
  answer: 'Answer',
  wait: 'Please wait until the check is done.',
  answerFirst: 'Please answer the question.',
};

/** Those that have a file beside this one. */
export const LANGUAGES = 'ar cs da de es fr he it ja ko nl pl pt ru sv tr uk zh zh-hant'.split(' ');

/** Built in, so it loads nothing, and is there where nothing loads. */
export const SPOKEN_AT_ONCE = { code: 'en', dir: 'ltr', texts: ENGLISH };

const RIGHT_TO_LEFT = ['ar', 'he'];
const TIMEOUT_MS = 5000;
const loading = {};

/** The language tag that holds for an element. */
export function languageOf(element) {
  for (let at = element; at; at = at.getRootNode().host) {
    const lang = at.closest('[lang]')?.lang;
    if (lang) {
      return lang;
    }
  }
  return undefined;
}

function nearest(tag) {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return [`${language}-${script}`.toLowerCase(), language].find((code) => LANGUAGES.includes(code));
  } catch {
    return undefined; // it is no tag
  }
}

async function load(code) {
  try {
    const response = await fetch(new URL(`${code}.json`, import.meta.url), { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return await response.json();
  } catch {
    delete loading[code]; // another element may have more luck
    return undefined;
  }
}

/** What to say where this tag is wanted, in which language, and which way that is written. English if it can't be had. */
export async function textsFor(tag) {
  const code = nearest(tag);
  const texts = code && (await (loading[code] ??= load(code)));
  return texts ? { code, dir: RIGHT_TO_LEFT.includes(code) ? 'rtl' : 'ltr', texts: { ...ENGLISH, ...texts } } : SPOKEN_AT_ONCE;
}
