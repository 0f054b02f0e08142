CREATE TABLE IF NOT EXISTS postern_account (
  id BIGINT NOT NULL PRIMARY KEY,
  email VARCHAR(254) NOT NULL,            -- as it was given
  email_key VARCHAR(254) NOT NULL UNIQUE, -- as it is compared
  name VARCHAR(200),                      -- 100 characters; H2 counts those beyond U+FFFF twice
  password_hash VARCHAR(255) NOT NULL,    -- PHC string: algorithm, cost, salt, hash
  token_generation INTEGER NOT NULL,      -- tokens of another generation have ended
  created_at BIGINT NOT NULL
)${options};

-- Tokens that were ended before they expired.
CREATE TABLE IF NOT EXISTS postern_ended_token (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  expires_at BIGINT NOT NULL
)${options};

CREATE TABLE IF NOT EXISTS postern_api_key (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES postern_account (id),
  secret_hash VARCHAR(64) NOT NULL UNIQUE, -- SHA-256 in hexadecimal
  last_four VARCHAR(4) NOT NULL,
  publishable_key VARCHAR(80) NOT NULL UNIQUE,
  name VARCHAR(200) NOT NULL,              -- as that of an account
  scopes VARCHAR(64) NOT NULL,
  difficulty VARCHAR(16) NOT NULL,
  audience VARCHAR(16) NOT NULL,
  min_score_tenths INTEGER NOT NULL,
  hostnames VARCHAR(6000) NOT NULL,
  challenge_seconds INTEGER NOT NULL,
  verification_seconds INTEGER NOT NULL,
  rate_times INTEGER NOT NULL,
  rate_seconds INTEGER NOT NULL,
  active BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT,
  revoked_at BIGINT
)${options};

CREATE INDEX IF NOT EXISTS postern_api_key_account ON postern_api_key (account_id);

-- What was counted by one node for one key in the minute, hour or day (width, in seconds) that began at start_at. All rows add up.
CREATE TABLE IF NOT EXISTS postern_count (
  key_id BIGINT NOT NULL,
  width INTEGER NOT NULL,
  start_at BIGINT NOT NULL,
  node BIGINT NOT NULL,
  issued BIGINT NOT NULL,
  verified BIGINT NOT NULL,
  succeeded BIGINT NOT NULL,
  allowed BIGINT NOT NULL,
  redeemed BIGINT NOT NULL,
  score_tenths BIGINT NOT NULL,
  solve_times ${bytes} NOT NULL, -- a histogram
  PRIMARY KEY (key_id, width, start_at, node)
)${options};

CREATE INDEX IF NOT EXISTS postern_count_age ON postern_count (width, start_at);
