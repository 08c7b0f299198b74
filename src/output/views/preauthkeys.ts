import type { ShapeOf } from '../../domain/json-shape.ts';
import type { PreAuthKey } from '../../domain/pre-auth-key.ts';
import { type PreAuthKeyState, preAuthKeyState } from '../../domain/pre-auth-key-state.ts';
import { maskSecret } from '../../domain/secret.ts';
import { shapedJson, shownSecret } from '../shaped-json.ts';
import type { Tone } from '../style.ts';
import { knownTime } from '../times.ts';
import type { CellContext, JsonOptions, Shown, View } from '../view.ts';
import { shownKeyExpiration } from './expiration.ts';
import { userLabel, userShape } from './users.ts';

/** Pre-auth keys in every format; secrets that the server lists in clear are masked unless revealed. */
export const preAuthKeyView: View<PreAuthKey> = {
  one: 'pre-auth key',
  many: 'pre-auth keys',
  columns: [
    { id: 'id', header: 'ID', description: 'number of the key', value: (key) => key.id, shrink: 'never' },
    {
      id: 'key',
      header: 'Key',
      description: 'the key, masked unless --reveal',
      value: (key, context) => preAuthKeyText(key, context),
      // A revealed key that was cut would be copied and then fail.
      shrink: 'never',
      appears: 'wide',
      secret: true,
    },
    {
      id: 'user',
      header: 'User',
      description: 'who nodes joining with it belong to',
      value: (key) => userLabel(key.user),
      shrink: 'first',
      least: 10,
    },
    {
      id: 'state',
      header: 'State',
      description: 'unused, in use, used up or expired',
      value: (key, { now }) => preAuthKeyState(key, now),
      shown: shownState,
      appears: 'lists',
      shrink: 'never',
    },
    {
      id: 'kind',
      header: 'Kind',
      description: 'single-use or reusable, and whether its nodes are ephemeral',
      value: kindOf,
      appears: 'lists',
      shrink: 'never',
      drop: 2,
    },
    {
      id: 'reusable',
      header: 'Reusable',
      description: 'whether it works more than once',
      value: (key) => key.reusable,
      appears: 'asked',
    },
    {
      id: 'ephemeral',
      header: 'Ephemeral',
      description: 'whether its nodes vanish once they are offline',
      value: (key) => key.ephemeral,
      appears: 'asked',
    },
    {
      id: 'used',
      header: 'Used',
      description: 'whether a node has joined with it',
      value: (key) => key.used,
      appears: 'asked',
    },
    {
      id: 'expiration',
      header: 'Expires',
      description: 'when it stops working',
      value: (key) => key.expiration,
      shown: (key, context) => shownKeyExpiration(key.expiration, context),
      shrink: 'never',
    },
    {
      id: 'aclTags',
      header: 'Tags',
      description: 'tags that its nodes get',
      value: (key) => key.aclTags,
      shrink: 'first',
      least: 10,
      drop: 1,
      hideEmpty: true,
    },
    {
      id: 'createdAt',
      header: 'Created',
      description: 'when it was made',
      value: (key) => knownTime(key.createdAt),
      appears: 'wide',
    },
  ],
  toJson: (key, options) => shapedJson(key, preAuthKeyShape, options),
  id: (key) => key.id,
  name: (key) => maskSecret(key.key),
};

const TONES: Readonly<Record<PreAuthKeyState, Tone>> = {
  unused: 'good',
  'in use': 'good',
  'used up': 'dim',
  expired: 'bad',
};

function shownState(key: PreAuthKey, { now }: CellContext): Shown {
  const state = preAuthKeyState(key, now);
  return { text: state, tone: TONES[state] };
}

function kindOf({ reusable, ephemeral }: PreAuthKey): string {
  return `${reusable ? 'reusable' : 'single-use'}${ephemeral ? ', ephemeral' : ''}`;
}

/** The JSON object of a pre-auth key, also inside nodes. A key born expired keeps its zero time, which says so. */
export const preAuthKeyShape = {
  id: 'as it is',
  user: userShape,
  key: 'secret',
  reusable: 'as it is',
  ephemeral: 'as it is',
  used: 'as it is',
  expiration: 'end',
  createdAt: 'time',
  aclTags: 'set',
} satisfies ShapeOf<PreAuthKey>;

/** The key itself where it may be shown, else its masked form. */
export function preAuthKeyText(key: PreAuthKey, options: JsonOptions): string {
  return shownSecret(key.key, options);
}
