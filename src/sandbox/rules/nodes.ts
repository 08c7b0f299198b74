import type { Context, Rule } from '../context.ts';
import { from, present } from '../context.ts';
import { boolOf, digitsOf, idOf, instantOf, textOf } from '../message.ts';
import { asOf } from '../release.ts';
import { bareError, invalidArgument, ServerDied } from '../status.ts';
import type { NodeRow } from '../store/rows.ts';
import { findNode, nodeForChange, nodeNotFound, noNodeToChange } from './node-lookup.ts';
import { nodeMessage } from './node-message.ts';
import { nodeNameRule } from './node-names.ts';
import { changedInMemory } from './on-disk.ts';
import { removeRoutesOf } from './route-rows.ts';
import { userById, userByName } from './user-lookup.ts';
import { userNameRule } from './user-names.ts';

/** GetNode. */
export const getNode: Rule = (context, request) => ({
  node: nodeMessage(
    context,
    nodeForChange(context, request, () => nodeNotFound(context)),
    'get',
  ),
});

/** ListNodes: all, or those of the user of this name. From 0.29 on tagged nodes belong to nobody. */
export const listNodes: Rule = (context, request) => {
  const name = textOf(request, 'user');
  if (name === '') {
    return { nodes: context.store.nodes.all().map((node) => nodeMessage(context, node, 'list')) };
  }
  // 0.23 holds the name against the rule for user names before it looks for it.
  const wrong = from(context, '0.24') ? undefined : userNameRule(context.release)(name);
  if (wrong) throw wrong;
  const user = userByName(context, name);
  const nodes = context.store.nodes.filter((node) => node.userId === user.id);
  return { nodes: nodes.map((node) => nodeMessage(context, node, 'filtered-list')) };
};

/** RenameNode changes the given name, the one peers see. The name is looked at before the node. */
export const renameNode: Rule = (context, request) => {
  const newName = textOf(request, 'newName');
  const wrong = nodeNameRule(context.release)(newName);
  if (wrong) throw wrong;
  const node = nodeForChange(context, request, (id) => noNodeToChange(context, id));
  const itselfToo = !from(context, '0.27.0');
  const taken = context.store.nodes.find(
    (other) => other.givenName === newName && (itselfToo || other.id !== node.id),
  );
  if (taken) {
    throw bareError(
      `${from(context, '0.28') ? 'node name' : 'name'} is not unique: ${newName}`,
      'name_taken',
    );
  }
  // Node id 0 finds a node up to 0.26, but then changes none.
  const renamed =
    idOf(request, 'nodeId') === 0 ? node : context.store.nodes.update(node.id, { givenName: newName });
  return { node: nodeMessage(context, renamed, 'change') };
};

/** ExpireNode: now; from 0.27.1 on at a time; from 0.29 on never. What a release does not know it ignores. */
export const expireNode: Rule = (context, request) => {
  const expiry = from(context, '0.27.1') ? instantOf(request, 'expiry') : null;
  const never = from(context, '0.29') && boolOf(request, 'disableExpiry');
  if (never && expiry) throw invalidArgument('cannot set both disable_expiry and expiry');
  const node = nodeForChange(context, request, (id) => noNodeToChange(context, id));
  // Node id 0 finds a node up to 0.26 and changes none, but reads its expiry: a nil one brings the server down.
  if (idOf(request, 'nodeId') === 0) {
    if (node.expiry === null) throw new ServerDied('nil pointer dereference');
    return { node: nodeMessage(context, node, 'change') };
  }
  const until = never ? null : (expiry ?? present(context));
  return { node: nodeMessage(context, changedInMemory(context, node, { expiry: until }), 'change') };
};

/** DeleteNode. */
export const deleteNode: Rule = (context, request) => {
  removeNode(
    context,
    nodeForChange(context, request, () => nodeNotFound(context)),
  );
  return {};
};

/** Takes a node and all that hangs on it away. */
function removeNode(context: Context, node: NodeRow): void {
  context.store.nodes.delete(node.id);
  context.store.primaryRoutes.set(node.id, []);
  context.addresses.free(node.ipv4);
  context.addresses.free(node.ipv6);
  removeRoutesOf(context, node);
}

/** MoveNode, up to 0.27: to a user by name (0.23 to 0.25) or by id. */
export const moveNode: Rule = (context, request) => {
  const byId = from(context, '0.26');
  const inStore = from(context, '0.27.0');
  const node = findNode(context, request);
  if (!node) {
    const text = inStore ? `node not found: ${digitsOf(request, 'nodeId')}` : 'record not found';
    throw bareError(text, 'node_not_found');
  }
  const prefix = asOf(context.release, { '0.23': '', '0.27.0': 'user not found: ' });
  const user = prefixed(prefix, () =>
    byId ? userById(context, idOf(request, 'user')) : userByName(context, textOf(request, 'user')),
  );
  const moved = context.store.nodes.update(node.id, { userId: user.id, ownerName: user.name });
  return { node: nodeMessage(context, moved, 'change') };
};

function prefixed<T>(prefix: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (prefix === '' || !(error instanceof Error)) throw error;
    throw bareError(prefix + error.message, 'user_not_found');
  }
}
