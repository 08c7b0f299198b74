import type { StatusRow } from './row.ts';

/** Refusals about pre-auth keys, API keys and the policy. */
export const KEY_AND_POLICY_STATUSES: readonly StatusRow[] = [
  // Keys.
  {
    text: /^(AuthKey|auth-key) not found/,
    releases: '0.23–0.27, 0.30',
    error: 'not_found',
    say: 'The pre-auth key does not exist (any more)',
    hint: '`hs preauthkeys list` shows the keys there are.',
  },
  {
    text: /^AuthKey expired/,
    releases: '0.23–0.24',
    error: 'conflict',
    say: 'The pre-auth key has expired already',
  },
  {
    text: /^AuthKey has already been used/,
    releases: '0.23–0.24',
    error: 'conflict',
    say: 'The pre-auth key has been used, and this release expires no used keys',
  },
  {
    text: /^(user mismatch|preauth key does not belong to user)/,
    releases: '0.23–0.24, 0.25–0.27',
    error: 'conflict',
    say: 'The pre-auth key belongs to another user',
    hint: '`hs preauthkeys list` shows whose it is.',
  },
  {
    text: /^auth-key must be either tagged or owned by user/,
    releases: '0.28–0.29',
    error: 'invalid_value',
    say: 'A pre-auth key needs a user or a tag',
    hint: 'Name a user with `--user`, or give `--no-user --tags tag:…`.',
  },
  {
    text: /record not found$/,
    rpc: /ApiKey$/,
    releases: '0.23–0.29',
    error: 'not_found',
    say: 'The API key does not exist (any more)',
    hint: '`hs apikeys list` shows the keys there are.',
  },
  {
    text: /^(must provide id or prefix|provide either id or prefix|failed to parse ApiKey)/,
    releases: '0.28–0.29',
    error: 'invalid_value',
    say: 'The server does not see which API key is meant: $text',
    hint: 'Name the key by its id: `hs apikeys list` shows it.',
  },

  // Policy.
  {
    text: /acl policy not found/,
    releases: '0.23–0.29, policy.mode database',
    error: 'not_found',
    say: 'No policy is stored: everything is allowed to everyone',
    hint: '`hs policy set FILE` stores one.',
  },
  {
    text: /^reading policy from path "": /,
    releases: '0.23–0.29, policy.mode file',
    error: 'not_found',
    say: 'The server reads its policy from a file, and its configuration names none: everything is allowed',
    hint: "Set policy.path in the server's configuration, or policy.mode to database.",
  },
  {
    text: /^reading policy from path ("[^"]*"): (.*)$/,
    releases: '0.23–0.29, policy.mode file',
    error: 'failed',
    say: 'The server cannot read its policy file $1: $2',
    hint: 'Look at that file on the server, or at policy.path in its configuration.',
  },
  {
    text: /^update is disabled for modes other than 'database'/,
    releases: '0.23–0.29, policy.mode file',
    error: 'failed',
    say: 'The server reads its policy from a file, so it cannot be set from here',
    hint: 'Change that file and restart the server, or set policy.mode to database in its configuration.',
  },
  {
    text: /^no supported policy mode found/,
    releases: '0.28–0.29',
    error: 'failed',
    say: "The server's configuration has a policy.mode that does not exist: $text",
    hint: 'It can be `file` or `database`.',
  },
  {
    text: /^verifying SSH rules: (.*)$/s,
    rpc: /^SetPolicy$/,
    releases: '0.23–0.29',
    error: 'policy_refused',
    say: 'The policy was not stored, its SSH rules are refused: $1',
    hint: 'From 0.24 on it is live all the same until the next restart: set the last good one again.',
  },
  {
    text: /^setting policy: (compiling filter rules: .*)$/s,
    rpc: /^SetPolicy$/,
    releases: '0.24–0.26',
    error: 'policy_refused',
    say: 'The server refuses the policy: $1',
    hint: 'It is in force all the same, and new users and nodes end in an error: set the last good one again.',
  },
  {
    text: /^(?:setting policy: )?test\(s\) failed:\s*(.*)$/s,
    rpc: /Policy$/,
    releases: '0.29',
    error: 'policy_refused',
    say: "The policy's own tests fail: $1",
  },
  {
    text: /^(?:setting policy: |loading ACL policy file: )?((?:parsing|compiling|validating|verifying|unmarshalling|empty|test\(s\)).*)$/s,
    rpc: /Policy$/,
    releases: '0.23–0.29',
    error: 'policy_refused',
    say: 'The server refuses the policy: $1',
  },
];
