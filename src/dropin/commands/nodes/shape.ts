import { ZERO_TIME_SECONDS } from '../../../domain/instant.ts';
import type { Node, RegisterMethod } from '../../../domain/node.ts';
import { choice, inner, texts } from '../../output/inner-fields.ts';
import { flag, id, shapeOf, text, time } from '../../output/shape.ts';
import { preAuthKeyShape } from '../preauthkeys/shape.ts';
import { userShape } from '../users/shape.ts';

/** In the order of their numbers. */
const REGISTER_METHODS: readonly RegisterMethod[] = [
  'REGISTER_METHOD_UNSPECIFIED',
  'REGISTER_METHOD_AUTH_KEY',
  'REGISTER_METHOD_CLI',
  'REGISTER_METHOD_OIDC',
];

const ZERO_TIME = { seconds: ZERO_TIME_SECONDS, nanos: 0 };

/** A node as the official client prints it. */
export const nodeShape = shapeOf<Node>({
  id: id((node) => node.id),
  machine_key: text((node) => node.machineKey),
  node_key: text((node) => node.nodeKey),
  disco_key: text((node) => node.discoKey),
  ip_addresses: texts((node) => node.ipAddresses),
  name: text((node) => node.name),
  user: inner(userShape, (node) => node.user),
  last_seen: time((node) => node.lastSeen),
  expiry: time((node) => (node.expiryIsZero ? ZERO_TIME : node.expiry)),
  pre_auth_key: inner(preAuthKeyShape, (node) => node.preAuthKey),
  created_at: time((node) => node.createdAt),
  register_method: choice(REGISTER_METHODS, (node) => node.registerMethod),
  given_name: text((node) => node.givenName),
  online: flag((node) => node.online),
  approved_routes: texts((node) => node.approvedRoutes),
  available_routes: texts((node) => node.availableRoutes),
  subnet_routes: texts((node) => node.subnetRoutes),
  tags: texts((node) => node.tags),
});
