-- Challenges that were answered, each with the pass that it earned. Keys are cut from hashes, and tell no token.
CREATE TABLE IF NOT EXISTS postern_spent (
  challenge ${key} NOT NULL PRIMARY KEY,
  kept_until BIGINT NOT NULL, -- when neither the challenge nor the pass is good for anything any more
  pass ${key} UNIQUE,
  pass_until BIGINT,
  redeemed_with ${key},       -- the idempotency key, or a random one in its place
  content ${many-bytes}
)${options};

CREATE INDEX IF NOT EXISTS postern_spent_kept_until ON postern_spent (kept_until);
