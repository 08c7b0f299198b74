import { quoted } from '../quoted.ts';
import type { User } from '../user.ts';
import type { Complain } from './fields.ts';
import type { PolicyNode } from './hujson.ts';
import { fieldOf, itemsOf, membersOf } from './members.ts';
import {
  aliasProblem,
  isNetwork,
  type KnownNames,
  type NameProblem,
  ownerProblem,
  type PolicyLanguage,
  userProblem,
} from './names.ts';

/** `22`, `80,443`, `8000-9000`, `*`. */
const PORTS = /^(?:\*|\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)$/;

/** Looks whether everything that a policy names is there. */
export function checkReferences(
  root: PolicyNode,
  users: readonly User[],
  language: PolicyLanguage,
  complain: Complain,
): void {
  const namesIn = (field: string) => new Set(membersOf(fieldOf(root, field)).map(({ name }) => name));
  const names = { groups: namesIn('groups'), hosts: namesIn('hosts'), tags: namesIn('tagOwners'), users };
  const judge = (node: PolicyNode, problem: NameProblem | undefined) => {
    if (problem) complain(node, problem.message, problem.severity);
  };
  const alias = (node: PolicyNode) => judge(node, aliasProblem(textOf(node), names, language));

  for (const { name, key, value } of membersOf(fieldOf(root, 'groups'))) {
    if (!name.startsWith('group:')) complain(key, `A group is called "group:…", not ${quoted(name)}`);
    for (const user of texts(value)) judge(user, userProblem(textOf(user), names, language));
  }
  for (const { value } of membersOf(fieldOf(root, 'hosts'))) {
    if (value.type === 'string' && !isNetwork(textOf(value))) {
      complain(value, `${quoted(textOf(value))} is no IP address and no network such as 10.0.0.0/8`);
    }
  }
  for (const { name, key, value } of membersOf(fieldOf(root, 'tagOwners'))) {
    if (!name.startsWith('tag:')) complain(key, `A tag is called "tag:…", not ${quoted(name)}`);
    for (const owner of texts(value)) judge(owner, ownerProblem(textOf(owner), names, language));
  }
  for (const rule of itemsOf(fieldOf(root, 'acls'))) {
    checkAction(rule, ['accept'], complain);
    for (const source of texts(fieldOf(rule, 'src'))) alias(source);
    for (const target of texts(fieldOf(rule, 'dst'))) checkTarget(target, names, language, complain);
  }
  checkApprovers(fieldOf(root, 'autoApprovers'), alias, complain);
  for (const rule of itemsOf(fieldOf(root, 'ssh'))) {
    checkAction(rule, ['accept', 'check'], complain);
    for (const node of [...texts(fieldOf(rule, 'src')), ...texts(fieldOf(rule, 'dst'))]) alias(node);
  }
}

/** Who is missing here grants nothing, and up to 0.26 a wrong word is in force although it is refused. */
function checkAction(rule: PolicyNode, actions: readonly string[], complain: Complain): void {
  if (rule.type !== 'object') return;
  const action = fieldOf(rule, 'action');
  const words = actions.map(quoted).join(' or ');
  if (!action) complain(rule, `This rule has no "action": ${words}`);
  else if (action.type === 'string' && !actions.includes(textOf(action))) {
    complain(action, `${quoted(textOf(action))} is no action here: it has to be ${words}`);
  }
}

function checkTarget(
  node: PolicyNode,
  names: KnownNames,
  language: PolicyLanguage,
  complain: Complain,
): void {
  const target = textOf(node);
  const colon = target.lastIndexOf(':');
  const ports = target.slice(colon + 1);
  if (colon <= 0 || !PORTS.test(ports)) {
    complain(node, `${quoted(target)} names no ports: write ${quoted(`${target}:*`)} for all`);
    return;
  }
  const problem = aliasProblem(target.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), names, language);
  if (problem) complain(node, problem.message, problem.severity);
}

function checkApprovers(
  node: PolicyNode | undefined,
  alias: (node: PolicyNode) => void,
  complain: Complain,
): void {
  for (const { name, key, value } of membersOf(fieldOf(node, 'routes'))) {
    if (!isNetwork(name)) complain(key, `${quoted(name)} is no network such as 10.0.0.0/8`);
    for (const approver of texts(value)) alias(approver);
  }
  for (const approver of texts(fieldOf(node, 'exitNode'))) alias(approver);
}

function texts(node: PolicyNode | undefined): readonly PolicyNode[] {
  return itemsOf(node).filter(({ type }) => type === 'string');
}

function textOf(node: PolicyNode): string {
  return String(node.value);
}
