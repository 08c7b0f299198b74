import type { ReleaseRange } from '../../domain/release.ts';
import type { HeadscaleApi } from '../port.ts';
import type { Wire } from '../wire.ts';
import type { Era } from './era.ts';
import { nodeCalls } from './node-calls.ts';
import { preAuthKeyCalls } from './pre-auth-key-calls.ts';
import { routeCalls } from './route-calls.ts';
import { senderOf } from './sender.ts';
import { apiKeyCalls, policyCalls, sessionCalls } from './server-calls.ts';
import { userCalls } from './user-calls.ts';

/** The calls of the port that an era's messages carry. */
export type EraCalls = Omit<
  HeadscaleApi,
  | 'transport'
  | 'underWay'
  | 'release'
  | 'can'
  | 'require'
  | 'cannot'
  | 'hazard'
  | 'rawCalls'
  | 'raw'
  | 'close'
>;

/**
 * The port in the messages of one era, over any wire. What the era cannot do throws `unsupported` before anything
 * is sent; what it would misread throws `invalid_value` or `unsupported`.
 *
 * `range` is the release as it was found. Era 0.26 serves releases that differ in what ExpireNode does with a time:
 * there, without a range of 0.27.1 alone, a node's expiry is not set.
 */
export function eraCalls(era: Era, wire: Wire, range?: ReleaseRange): EraCalls {
  const sender = senderOf(era, wire, range);
  const users = userCalls(sender);
  return {
    ...users,
    ...preAuthKeyCalls(sender, users.listUsers),
    ...nodeCalls(sender),
    ...routeCalls(sender),
    ...apiKeyCalls(sender),
    ...policyCalls(sender),
    ...sessionCalls(sender),
  };
}
