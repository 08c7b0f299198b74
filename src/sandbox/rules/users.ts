import type { Context, Rule } from '../context.ts';
import { from, present } from '../context.ts';
import type { Message } from '../message.ts';
import { idOf, textOf } from '../message.ts';
import type { Timeline } from '../release.ts';
import { asOf } from '../release.ts';
import type { StatusCode } from '../status.ts';
import { bareError, CODES, SandboxStatus } from '../status.ts';
import type { UserRow } from '../store/rows.ts';
import { compareText } from './compare-text.ts';
import { compileAnew } from './policy.ts';
import { userById, userByName } from './user-lookup.ts';
import { userMessage } from './user-message.ts';
import { userNameRule } from './user-names.ts';

const UNIQUE = 'constraint failed: UNIQUE constraint failed: users.name (2067)';

/** How a refused CreateUser is put: the code and the words before the reason. */
const CREATE_REFUSED: Timeline<{ code: StatusCode; prefix: string }> = {
  '0.23': { code: CODES.unknown, prefix: '' },
  '0.27.0': { code: CODES.internal, prefix: 'failed to create user: ' },
  '0.29': { code: CODES.internal, prefix: 'creating user: ' },
};

/** GetUser, of 0.23 alone. */
export const getUser: Rule = (context, request) => ({
  user: userMessage(context.release, userByName(context, textOf(request, 'name'))),
});

/** CreateUser. */
export const createUser: Rule = (context, request) => {
  const name = textOf(request, 'name');
  refuseBadName(context, name);
  if (localNameTaken(context, name)) {
    if (!from(context, '0.24')) throw bareError('user already exists', 'user_exists');
    const { code, prefix } = asOf(context.release, CREATE_REFUSED);
    throw new SandboxStatus(code, `${prefix}creating user: ${UNIQUE}`, 'user_exists');
  }
  const profile = from(context, '0.24');
  const user = context.store.users.insert({
    name,
    displayName: profile ? textOf(request, 'displayName') : '',
    email: profile ? textOf(request, 'email') : '',
    profilePicUrl: profile ? textOf(request, 'pictureUrl') : '',
    providerId: '',
    provider: '',
    createdAt: present(context),
  });
  compileAnew(context, 'user');
  return { user: userMessage(context.release, user) };
};

/**
 * RenameUser. Answers the user read again by the new name: where an OIDC user bears it too, that fails although the
 * rename is done.
 */
export const renameUser: Rule = (context, request) => {
  const newName = textOf(request, 'newName');
  const user = from(context, '0.24')
    ? userById(context, idOf(request, 'oldId'))
    : renamedByName(context, textOf(request, 'oldName'), newName);
  refuseBadName(context, newName);
  if (user.provider !== '' && asOf(context.release, { '0.23': false, '0.25': true, '0.27.0': false })) {
    throw bareError('cannot edit OIDC user', 'other');
  }
  // From 0.27.1 on an empty name is not written: gorm skips zero values.
  if (newName !== '' || !from(context, '0.27.1')) storeName(context, user, newName);
  return { user: userMessage(context.release, userByName(context, newName)) };
};

/** DeleteUser: refused while nodes belong to the user. */
export const deleteUser: Rule = (context, request) => {
  const { store } = context;
  const user = from(context, '0.24')
    ? userById(context, idOf(request, 'id'))
    : userByName(context, textOf(request, 'name'));
  if (store.nodes.find((node) => node.userId === user.id)) {
    throw bareError('user not empty: node(s) found', 'user_not_empty');
  }
  // 0.28.0 deletes the pre-auth keys of every user, not only of this one.
  const everyKey = context.release === '0.28';
  for (const key of store.preAuthKeys.all()) {
    if (!everyKey && key.userId !== user.id) continue;
    store.preAuthKeys.delete(key.id);
    if (from(context, '0.28')) store.deletedPreAuthKeys.set(key.id, key);
  }
  store.users.delete(user.id);
  compileAnew(context, 'user');
  return {};
};

/** ListUsers: one filter at most, name before e-mail before id. 0.23 has none and sorts the ids as text. */
export const listUsers: Rule = (context, request) => {
  const users = context.store.users.all().filter(userFilter(context, request));
  if (!from(context, '0.24')) users.sort((a, b) => compareText(String(a.id), String(b.id)));
  return { users: users.map((user) => userMessage(context.release, user)) };
};

function storeName(context: Context, user: UserRow, newName: string): void {
  if (user.provider === '' && newName !== user.name && localNameTaken(context, newName)) {
    throw bareError(`${from(context, '0.27.0') ? 'updating user: ' : ''}${UNIQUE}`, 'user_exists');
  }
  context.store.users.update(user.id, { name: newName });
}

function userFilter(context: Context, request: Message): (user: UserRow) => boolean {
  if (!from(context, '0.24')) return () => true;
  const [name, email, id] = [textOf(request, 'name'), textOf(request, 'email'), idOf(request, 'id')];
  if (name !== '') return (user) => user.name === name;
  if (email !== '') return (user) => user.email === email;
  return id === 0 ? () => true : (user) => user.id === id;
}

function refuseBadName(context: Context, name: string): void {
  const wrong = userNameRule(context.release)(name);
  if (wrong) throw wrong;
}

/** Names are unique among the users that no provider brought. */
function localNameTaken(context: Context, name: string): boolean {
  return context.store.users.find((user) => user.provider === '' && user.name === name) !== undefined;
}

/** 0.23 looks for the old name, then refuses any name that exists, the present one included. */
function renamedByName(context: Context, oldName: string, newName: string): UserRow {
  const user = userByName(context, oldName);
  refuseBadName(context, newName);
  if (localNameTaken(context, newName)) throw bareError('user already exists', 'user_exists');
  return user;
}
