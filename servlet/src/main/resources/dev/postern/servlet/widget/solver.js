// Searches the counter of a proof of work: SHA-256(salt ‖ counter as 4 bytes, big-endian) = target.
//
// The 36 bytes are one block, of which word 8 alone changes from one counter to the next: the first 8 rounds and words 16 to 22 of the
// schedule are worked out once. And the target tells what `a` is after round 56, because the 7 rounds from there on only move it along.
// So a counter costs 49 rounds of 64, 34 words of 48, and one comparison.

const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n++) {
  if (PRIMES.every((prime) => n % prime)) {
    PRIMES.push(n);
  }
}
const bits = (root) => Int32Array.from(PRIMES, (prime) => (root(prime) % 1) * 2 ** 32);
const K = bits(Math.cbrt);
const INITIAL = [...bits(Math.sqrt).slice(0, 8)];

const COUNTER = 8; // the word that changes
const FIRST = 23; // the first word that follows from it
const LAST = 56; // the last round whose `a` follows from the target

const ror = (x, n) => (x >>> n) | (x << (32 - n));
const sum0 = (a) => ror(a, 2) ^ ror(a, 13) ^ ror(a, 22);
const sum1 = (e) => ror(e, 6) ^ ror(e, 11) ^ ror(e, 25);
const choice = (e, f, g) => g ^ (e & (f ^ g));
const majority = (a, b, c) => (a & b) | (c & (a | b));

/** One round, as FIPS 180-4 has it; `kw` is its constant and its word. */
function round([a, b, c, d, e, f, g, h], kw) {
  const t = h + sum1(e) + choice(e, f, g) + kw;
  return [t + sum0(a) + majority(a, b, c), a, b, c, d + t, e, f, g].map((x) => x | 0);
}

/** `a` after round 56, if this is the hash. A round taken back tells `d`, whatever the word was. */
function backwards(hash) {
  let [a, b, c, d, e, f, g, h] = hash.map((x, i) => x - INITIAL[i]);
  for (let i = 63; i > LAST; i--) {
    [a, b, c, d, e, f, g, h] = [b, c, d, e - a + sum0(b) + majority(b, c, d), f, g, h, 0];
  }
  return a | 0;
}

/** Words of the schedule. This loop and the next take all the time, so they are written out. */
function extend(w, from, to) {
  for (let i = from; i <= to; i++) {
    const x = w[i - 15];
    const y = w[i - 2];
    w[i] =
      (w[i - 16] +
        w[i - 7] +
        (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
        (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10))) |
      0;
  }
}

/** `a` after round 56, from the state before round 8. */
function forwards(w, k, state) {
  extend(w, FIRST, LAST);
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let i = COUNTER; i <= LAST; i++) {
    const t =
      (h +
        (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
        (g ^ (e & (f ^ g))) +
        k[i] +
        w[i]) |
      0;
    const u =
      ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t) | 0;
    d = c;
    c = b;
    b = a;
    a = (t + u) | 0;
  }
  return a;
}

const words = (hex) => Array.from(hex.match(/.{8}/g), (word) => parseInt(word, 16) | 0);

/** A function that gives the counter from `from` up to but without `to`, or -1 if it is none of them. */
export function searcher(salt, target) {
  const w = new Int32Array(64);
  w.set(words(salt));
  w[9] = 1 << 31; // the one bit after the message
  w[15] = 36 * 8; // its length in bits
  extend(w, 16, FIRST - 1);
  let start = INITIAL;
  for (let i = 0; i < COUNTER; i++) {
    start = round(start, K[i] + w[i]);
  }
  const hash = words(target);
  const isRight = () => {
    extend(w, LAST + 1, 63);
    let end = start;
    for (let i = COUNTER; i < 64; i++) {
      end = round(end, K[i] + w[i]);
    }
    return end.every((x, i) => ((x + INITIAL[i]) | 0) === hash[i]);
  };
  const state = Int32Array.from(start);
  const wanted = backwards(hash);
  return (from, to) => {
    for (let counter = from; counter < to; counter++) {
      w[COUNTER] = counter;
      if (forwards(w, K, state) === wanted && isRight()) {
        return counter;
      }
    }
    return -1;
  };
}

// In a worker, it answers the one message that comes.
if (typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope) {
  self.onmessage = ({ data: { salt, target, max } }) => self.postMessage(searcher(salt, target)(0, max));
}
