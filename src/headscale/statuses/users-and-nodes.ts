import type { StatusRow } from './row.ts';

const NODE_GONE = 'The node does not exist (any more)';
const SEE_NODES = '`hs nodes list` shows the nodes there are.';
const SEE_USERS = '`hs users list` shows the users there are.';
const USER_GONE = 'The user does not exist (any more)';

/** Refusals about users, registrations, nodes, tags and routes. */
export const USER_AND_NODE_STATUSES: readonly StatusRow[] = [
  // Users.
  {
    text: /already exists|UNIQUE constraint failed: users|duplicate key value.*(name|user)/,
    rpc: /User$/,
    releases: '0.23, 0.24–0.29, the same with PostgreSQL',
    error: 'conflict',
    say: 'Another user has this name already',
    hint: SEE_USERS,
  },
  {
    text: /^user not empty: node\(s\) found/,
    releases: '0.23–0.29',
    error: 'conflict',
    say: 'The user still owns nodes',
    hint: '`hs nodes list --user NAME` shows them; delete or move them first.',
  },
  {
    text: /^cannot edit OIDC user/,
    releases: '0.25–0.26',
    error: 'unsupported',
    say: 'This release does not rename users that come from OIDC',
    hint: "Change the name at the identity provider; it comes with the user's next login.",
  },
  {
    text: /expected exactly one user, found ([2-9]|\d\d+)$/,
    releases: '0.24–0.29',
    error: 'ambiguous',
    say: '$1 users fit this name, and $rpc takes users by name',
    hint: 'Rename one of them: `hs users rename id:N NEW-NAME`.',
  },
  {
    text: /user not found$|expected exactly one user, found 0$/,
    releases: '0.23–0.29',
    error: 'not_found',
    say: USER_GONE,
    hint: SEE_USERS,
  },
  {
    text: /^(?:failed to create user: |creating user: |updating user: )*(username .*)$/,
    releases: '0.25–0.26',
    error: 'invalid_value',
    say: 'The server refuses the user name: $1',
  },
  {
    text: /^(DNS segment .*?)(?:: invalid user name)?$/,
    releases: '0.23–0.24',
    error: 'invalid_value',
    say: 'The server refuses the user name: $1',
  },

  // Registration.
  {
    text: /registration cache/,
    releases: '0.23–0.29',
    error: 'not_found',
    say: 'No device waits under this registration id',
    hint: 'It is valid for 15 minutes and lost when the server restarts: let the device log in again.',
  },
  {
    text: /^no pending auth session for auth_id/,
    releases: '0.29',
    error: 'not_found',
    say: 'No login waits under this id',
    hint: 'It is valid for 15 minutes and lost when the server restarts: let the device log in again.',
  },
  {
    text: /key hex string doesn't have|key hex has the wrong size|invalid hex character in key/,
    releases: '0.23–0.24',
    error: 'invalid_value',
    say: 'The server takes ids of Headscale 0.23 and 0.24 alone, which are mkey: and 64 hex digits',
    hint: 'Copy it from the page or the line that the device shows.',
  },
  {
    text: /registration ID must be/,
    releases: '0.25–0.28',
    error: 'invalid_value',
    say: 'The server takes ids of Headscale 0.25 to 0.28 alone, which are 24 characters',
    hint: 'Copy it from the page or the line that the device shows.',
  },
  {
    text: /auth ID has invalid/,
    releases: '0.29',
    error: 'invalid_value',
    say: 'The server takes ids of Headscale 0.29 alone, which are hskey-authreq- and 24 characters',
    hint: 'Copy it from the page or the line that the device shows.',
  },
  {
    text: /^node was previously registered with a different user/,
    releases: '0.23–0.24',
    error: 'conflict',
    say: 'The device is registered for another user',
    hint: 'Register it for that user, or delete the old node first.',
  },
  {
    text: /^failed to ensure unique given name/,
    releases: '0.23–0.26',
    error: 'invalid_value',
    say: "The server refuses the device's host name: $text",
    hint: 'Give the device a host name of at most 63 characters.',
  },

  // Nodes.
  {
    text: /^(?:node )?name is not unique: (.*)$/,
    releases: '0.23–0.27, 0.28–0.29',
    error: 'conflict',
    say: 'A node has the name $1 already',
    hint: SEE_NODES,
  },
  {
    text: /^renaming node: (?:given name is not a valid DNS label: )?(.*?)(?:: invalid user name)?$/,
    releases: '0.23–0.30',
    error: 'invalid_value',
    say: 'The server refuses the node name: $1',
    hint: 'Lower-case letters, digits and hyphens, 2 to 63 of them, fit every release.',
  },
  {
    text: /node (not found|no longer exists)( in NodeStore)?(: \d+)?$/,
    releases: '0.27–0.29',
    error: 'not_found',
    say: NODE_GONE,
    hint: SEE_NODES,
  },
  {
    text: /record not found$/,
    rpc: /^(GetNode|RenameNode|DeleteNode|ExpireNode|SetTags|MoveNode|SetApprovedRoutes|GetNodeRoutes)$/,
    releases: '0.23–0.26',
    error: 'not_found',
    say: NODE_GONE,
    hint: SEE_NODES,
  },
  {
    text: /^not confirmed, aborting/,
    releases: '0.23–0.29',
    error: 'invalid_value',
    say: 'The server wants this call confirmed',
    hint: 'Send it with `{"confirmed": true}`.',
  },
  {
    text: /^cannot set both disable_expiry and expiry/,
    releases: '0.29',
    error: 'invalid_value',
    say: 'A node expires at a time or never, not both',
  },

  // Tags and routes.
  {
    text: /^cannot remove all tags from a node/,
    releases: '0.28–0.29',
    error: 'unsupported',
    say: 'This release cannot take the last tag from a node',
    hint: 'Let the device log in again without tags, and register it for a user.',
  },
  {
    text: /^requested tags \[(.*)\] are invalid or not permitted/,
    releases: '0.28–0.29',
    error: 'invalid_value',
    say: "The policy's tagOwners do not allow $1",
    hint: 'Add it to tagOwners first: `hs policy get > policy.hujson`, edit that, `hs policy set policy.hujson`.',
  },
  {
    text: /^tags? (must|should) /,
    releases: '0.23–0.28, 0.29',
    error: 'invalid_value',
    say: 'The server refuses a tag: $text',
    hint: 'A tag is `tag:` and lower-case letters, digits and hyphens.',
  },
  {
    text: /^parsing route: (.*)$/,
    releases: '0.26–0.29',
    error: 'invalid_value',
    say: 'The server cannot read a route: $1',
    hint: 'A route is an address and a length, as in 10.1.0.0/24.',
  },
  {
    text: /route is not available on node$/,
    releases: '0.23–0.25',
    error: 'invalid_value',
    say: 'The node does not announce this route any more',
    hint: '`tailscale set --advertise-routes=…` on the device announces it.',
  },
  {
    text: /record not found$/,
    rpc: /Route$/,
    releases: '0.23–0.25',
    error: 'not_found',
    say: 'The route does not exist (any more)',
    hint: '`hs routes list` shows the routes there are.',
  },
];
