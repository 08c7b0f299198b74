import type { StatusRow } from './row.ts';

const NEW_KEY =
  'Make a new key on the server with `headscale apikeys create --expiration 90d`, then `hs login`.';
const LOOK_FIRST = 'It may have been applied: look before you repeat it.';
const SEE_USERS = '`hs users list` shows the users there are.';

/** Refusals that have nothing to do with what was asked for: credentials, releases, limits, half-made changes. */
export const SERVER_STATUSES: readonly StatusRow[] = [
  // Credentials. A wrong key is INTERNAL on every release, not UNAUTHENTICATED.
  {
    text: /^(failed to validate token|validating token)/,
    releases: '0.23–0.28, 0.29',
    error: 'credentials',
    say: 'The server does not know this API key',
    hint: `${NEW_KEY} Keys made by 0.23 and 0.24 stop working at 0.28.`,
  },
  {
    text: /^invalid token$/,
    codes: [16],
    releases: '0.23–0.29',
    error: 'credentials',
    say: 'The API key has expired',
    hint: NEW_KEY,
  },
  {
    text: /^Unauthorized$/,
    codes: [16],
    releases: '0.23–0.30 over HTTP, which says no more than this',
    error: 'credentials',
    say: 'The server refuses this API key: it does not know it, or it has expired',
    hint: `${NEW_KEY} Keys made by 0.23 and 0.24 stop working at 0.28.`,
  },
  {
    text: /authorization token (is )?not supplied/i,
    releases: '0.23–0.28, 0.29',
    error: 'credentials',
    say: 'The server wants an API key and got none',
    hint: 'Give one with `hs login` or HS_API_KEY; a reverse proxy may also have dropped it.',
  },
  {
    text: /missing "Bearer " prefix in "Authorization" header/,
    releases: '0.23–0.29',
    error: 'credentials',
    say: 'The API key did not reach the server as it was sent: something on the way changed it',
    hint: 'Look for a reverse proxy that sets the Authorization header itself.',
  },

  // Answers that leave open whether the change was made: the row was written, then the policy failed.
  {
    text: /updating resources using (user|node):|(failed to update|updating) policy manager after/,
    change: true,
    releases: '0.24–0.26, 0.27–0.28, 0.29',
    error: 'answer_lost',
    say: 'The server made the change, then failed to work out the policy anew: $text',
    hint: `${LOOK_FIRST} Then see \`hs policy get\`.`,
  },
  {
    text: /expected exactly one user, found ([2-9]|\d\d+)$/,
    rpc: /^RenameUser$/,
    releases: '0.24–0.29',
    error: 'answer_lost',
    say: 'The user may have been renamed: the server then found $1 users of the new name',
    hint: SEE_USERS,
  },

  // The server as a whole.
  {
    text: /^unknown (method|service) /,
    codes: [12],
    releases: '0.23–0.29',
    error: 'unsupported',
    say: 'The release of this server has no call $rpc',
    hint: '`hs version` shows which release was found.',
  },
  {
    text: /^grpc: error unmarshalling request/,
    codes: [13],
    releases: '0.23–0.29',
    error: 'failed',
    say: 'The server cannot read $rpc as it was sent: it speaks another release',
    hint: '`hs version` shows which release was found.',
  },
  {
    text: /received message larger than max/i,
    rpc: /^(List|Get)/,
    releases: '0.23–0.29; the gateway and clients say it too',
    error: 'failed',
    say: 'The answer is larger than this connection carries: $text',
    hint: 'Over REST a list ends at 4 MiB: reach the server over gRPC.',
  },
  {
    text: /received message larger than max/,
    releases: '0.23–0.29',
    error: 'invalid_value',
    say: 'What was sent is larger than the server takes (4 MiB)',
  },
  {
    text: /^request body is too large limit=(\d+) bytes/,
    releases: '0.30',
    error: 'invalid_value',
    say: 'What was sent is larger than the server takes ($1 bytes)',
  },
  {
    text: /database ping failed|pinging database|database is locked/,
    releases: '0.27–0.28, 0.29, any with SQLite',
    error: 'failed',
    say: 'The server has trouble with its database: $text',
    hint: "See the server's log.",
  },
];
