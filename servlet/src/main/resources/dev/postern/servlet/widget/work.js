const SLICE_MS = 8;
const COUNTERS = 500; // between two looks at the clock

/**
 * Solves a challenge of the family `work`, and keeps the page from nothing: in a worker, or between the page's own tasks where it may start none.
 *
 * @param challenge `challenge` of the service's reply: `algorithm`, `salt`, `target`, `max`
 * @returns the counter, a number
 * @throws the signal's reason, or an Error if there is no counter
 */
export async function solve({ algorithm, ...search }, { signal } = {}) {
  signal?.throwIfAborted();
  const counter = algorithm === 'SHA-256' ? ((await inWorker(search, signal)) ?? (await inSlices(search, signal))) : -1;
  if (counter < 0) {
    throw new Error('This proof of work has no solution.');
  }
  return counter;
}

/** Nothing if no worker starts: this module comes from another origin, or a policy forbids it. */
function inWorker(search, signal) {
  let worker;
  try {
    worker = new Worker(new URL('solver.js', import.meta.url), { type: 'module' });
  } catch {
    return undefined;
  }
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      resolve();
    };
    worker.postMessage(search);
  }).finally(() => worker.terminate());
}

async function inSlices({ salt, target, max }, signal) {
  const { searcher } = await import('./solver.js');
  const search = searcher(salt, target);
  let counter = -1;
  for (let from = 0; counter < 0 && from < max; ) {
    const end = performance.now() + SLICE_MS;
    do {
      counter = search(from, Math.min(from + COUNTERS, max));
      from += COUNTERS;
    } while (counter < 0 && from < max && performance.now() < end);
    await new Promise((next) => setTimeout(next));
    signal?.throwIfAborted();
  }
  return counter;
}
