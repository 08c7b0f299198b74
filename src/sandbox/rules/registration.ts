import type { Context, Rule } from '../context.ts';
import { from } from '../context.ts';
import type { Message } from '../message.ts';
import { textOf, textsOf } from '../message.ts';
import { permittedTags } from '../policy/tag-owners.ts';
import { hex } from '../random.ts';
import { since } from '../release.ts';
import { bareError, SandboxStatus } from '../status.ts';
import type { Device, UserRow } from '../store/rows.ts';
import { addNode, relogin } from './node-admission.ts';
import { nodeMessage } from './node-message.ts';
import { compileAnew } from './policy.ts';
import { badPrefix } from './prefixes.ts';
import { badRegistrationId } from './registration-ids.ts';
import { sortedDistinct } from './tags.ts';
import { userByName } from './user-lookup.ts';
import { userMessage } from './user-message.ts';
import { ZERO_TIME } from './zero-time.ts';

/** DebugCreateNode: a device that never was waits under the given id, to be registered like a real one. */
export const debugCreateNode: Rule = (context, request) => {
  const user = userByName(context, textOf(request, 'user'));
  const routes = textsOf(request, 'routes');
  const bad = routes.map(badPrefix).find((wrong) => wrong !== undefined);
  if (bad !== undefined) throw bareError(bad, 'bad_route');
  const id = textOf(request, 'key');
  refuseBadId(context, id);
  const device: Device = {
    machineKey: id.startsWith('mkey:') ? id : `mkey:${hex(context.random, 64)}`,
    nodeKey: `nodekey:${hex(context.random, 64)}`,
    discoKey: `discokey:${'0'.repeat(64)}`,
    hostname: textOf(request, 'name'),
    // From 0.29 on the routes are echoed and forgotten.
    announcedRoutes: from(context, '0.29') ? [] : routes,
    requestedTags: [],
    expiry: ZERO_TIME,
  };
  context.store.registrations.add(id, device, context.now());
  return { node: echo(context, device, user, routes) };
};

/** RegisterNode, and AuthRegister of 0.29: gives a waiting device to a user. */
export function register(idField: 'key' | 'authId'): Rule {
  return (context, request) => {
    const id = textOf(request, idField);
    refuseBadId(context, id);
    return from(context, '0.24')
      ? { node: registerFor(context, id, ownerFor(context, request), 'looked up') }
      : { node: registerWithAddressFirst(context, id, request) };
  };
}

function refuseBadId(context: Context, id: string): void {
  const wrong = badRegistrationId(context.release, id);
  if (wrong) throw wrong;
}

function ownerFor(context: Context, request: Message): UserRow {
  try {
    return userByName(context, textOf(request, 'user'));
  } catch (error) {
    if (!(error instanceof SandboxStatus)) throw error;
    throw bareError(`looking up user: ${error.message}`, error.reason);
  }
}

function pendingDevice(context: Context, id: string): Device {
  const device = context.store.registrations.get(id, context.now());
  if (!device) throw bareError('node not found in registration cache', 'registration_not_found');
  return device;
}

/** 0.23 takes addresses before it looks at anything: a refused registration leaves a gap. */
function registerWithAddressFirst(context: Context, id: string, request: Message): Message {
  const addresses = { ipv4: context.addresses.nextV4(), ipv6: context.addresses.nextV6() };
  pendingDevice(context, id);
  let user: UserRow;
  try {
    user = userByName(context, textOf(request, 'user'));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const text = `failed to find user in register node from auth callback, ${error.message}`;
    throw bareError(text, 'user_not_found');
  }
  return registerFor(context, id, user, addresses);
}

function registerFor(
  context: Context,
  id: string,
  user: UserRow,
  addresses: 'looked up' | { ipv4: string; ipv6: string },
): Message {
  const { store } = context;
  const device = pendingDevice(context, id);
  const same = store.nodes.filter((node) => node.machineKey === device.machineKey);
  if (!from(context, '0.25') && same.some((node) => node.userId !== user.id)) {
    throw bareError('node was previously registered with a different user', 'other');
  }
  const tags = tagsAskedFor(context, device, user);
  const tagged = from(context, '0.28') ? same.find((node) => node.tags.length > 0) : undefined;
  const present = tagged ?? same.find((node) => node.userId === user.id);
  const node = present
    ? relogin(context, present, device, user)
    : addNode(context, device, {
        owner: tags.length > 0 ? null : user,
        method: 'REGISTER_METHOD_CLI',
        tags,
        ...(addresses === 'looked up' ? {} : { addresses }),
      });
  store.registrations.take(id);
  compileAnew(context, 'node');
  return nodeMessage(context, node, 'change');
}

/** From 0.28 on a device that asks for tags becomes a tagged node, where the policy lets its user give them. */
function tagsAskedFor(context: Context, device: Device, user: UserRow): readonly string[] {
  if (!from(context, '0.28')) return [];
  const asked = sortedDistinct(device.requestedTags);
  const permitted = permittedTags(context.store.activePolicy, asked, user);
  const refused = asked.filter((tag) => !permitted.includes(tag));
  if (refused.length === 0) return asked;
  throw bareError(`requested tags [${refused.join(' ')}] are invalid or not permitted`, 'bad_tag');
}

/** The answer shows a node that does not exist: id 0, no name, no time. */
function echo(context: Context, device: Device, user: UserRow, routes: readonly string[]): Message {
  return {
    id: 0,
    machineKey: device.machineKey,
    nodeKey: device.nodeKey,
    discoKey: device.discoKey,
    name: device.hostname,
    user: userMessage(context.release, user),
    lastSeen: ZERO_TIME,
    expiry: ZERO_TIME,
    createdAt: ZERO_TIME,
    registerMethod: 'REGISTER_METHOD_UNSPECIFIED',
    availableRoutes: since(context.release, '0.26') ? routes : [],
  };
}
