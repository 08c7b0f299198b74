import { quoted } from '../quoted.ts';
import { didYouMean, nearest } from '../suggest.ts';
import type { PolicyNode } from './hujson.ts';
import { itemsOf, type Member, membersOf } from './members.ts';

/** Says of a node what is wrong with it. */
export type Complain = (node: PolicyNode, message: string, severity?: 'error' | 'warning') => void;

/** The shapes that values of a policy have. */
type Shape =
  | 'texts'
  | 'text'
  | 'lists by name'
  | 'texts by name'
  | readonly Field[]
  | { readonly each: readonly Field[] };

interface Field {
  readonly name: string;
  readonly shape: Shape;
}

/**
 * The fields of a policy up to 0.28 (measured: the fields of 0.29 beside them, such as tests and grants, are unknown
 * there). Later servers check a policy themselves.
 */
const POLICY: readonly Field[] = [
  { name: 'groups', shape: 'lists by name' },
  { name: 'hosts', shape: 'texts by name' },
  { name: 'tagOwners', shape: 'lists by name' },
  {
    name: 'acls',
    shape: {
      each: [
        { name: 'action', shape: 'text' },
        { name: 'proto', shape: 'text' },
        { name: 'src', shape: 'texts' },
        { name: 'dst', shape: 'texts' },
      ],
    },
  },
  {
    name: 'autoApprovers',
    shape: [
      { name: 'routes', shape: 'lists by name' },
      { name: 'exitNode', shape: 'texts' },
    ],
  },
  {
    name: 'ssh',
    shape: {
      each: [
        { name: 'action', shape: 'text' },
        { name: 'src', shape: 'texts' },
        { name: 'dst', shape: 'texts' },
        { name: 'users', shape: 'texts' },
        { name: 'checkPeriod', shape: 'text' },
      ],
    },
  },
];

/** What is said of a field that the server does not know. */
export interface FieldWords {
  readonly unknownFields: 'refused' | 'ignored';
}

/** Looks whether a policy has fields that no policy has, and values of another kind than they have to be. */
export function checkFields(root: PolicyNode, words: FieldWords, complain: Complain): void {
  checkObject(root, 'the policy', POLICY, words, complain);
}

function checkObject(
  node: PolicyNode,
  what: string,
  fields: readonly Field[],
  words: FieldWords,
  complain: Complain,
): void {
  // `null` is an empty one.
  if (node.type === 'null') return;
  if (node.type !== 'object') {
    complain(node, `${capitalised(what)} has to be an object, in { }`);
    return;
  }
  refuseDoubles(membersOf(node), complain);
  for (const { name, key, value } of membersOf(node)) {
    // Comments of people whose editor knows none; servers skip such names.
    if (name.startsWith('#')) continue;
    const field = fields.find((known) => known.name.toLowerCase() === name.toLowerCase());
    if (field) checkShape(value, field, words, complain);
    else complain(key, unknownField(name, fields, words));
  }
}

function unknownField(name: string, fields: readonly Field[], { unknownFields }: FieldWords): string {
  const near = didYouMean(
    nearest(
      name,
      fields.map((field) => field.name),
    ),
  );
  const then = unknownFields === 'ignored' ? ', and this server ignores it' : '';
  return `There is no field ${quoted(name)} here${then}${near ? `. ${near}` : ''}`;
}

function checkShape(node: PolicyNode, { name, shape }: Field, words: FieldWords, complain: Complain): void {
  const what = quoted(name);
  if (node.type === 'null') return;
  if (shape === 'text') checkText(node, what, complain);
  else if (shape === 'texts') checkTexts(node, what, complain);
  else if (typeof shape === 'string') {
    if (node.type !== 'object') {
      complain(node, `${what} has to be an object, in { }`);
      return;
    }
    const members = membersOf(node);
    refuseDoubles(members, complain);
    for (const { name: inner, value } of members) {
      if (shape === 'texts by name') checkText(value, quoted(inner), complain);
      else checkTexts(value, quoted(inner), complain);
    }
  } else if ('each' in shape) {
    if (node.type !== 'array') {
      complain(node, `${what} has to be a list, in [ ]`);
      return;
    }
    for (const item of itemsOf(node)) checkObject(item, `a rule of ${what}`, shape.each, words, complain);
  } else checkObject(node, what, shape, words, complain);
}

function checkText(node: PolicyNode, what: string, complain: Complain): void {
  if (node.type !== 'string') complain(node, `${what} has to be a text, in double quotes`);
}

function checkTexts(node: PolicyNode, what: string, complain: Complain): void {
  if (node.type === 'null') return;
  if (node.type !== 'array') {
    complain(node, `${what} has to be a list of texts, in [ ]`);
    return;
  }
  for (const item of itemsOf(node)) checkText(item, `Everything in ${what}`, complain);
}

/** Of two members of one name no more than one can count. */
function refuseDoubles(members: readonly Member[], complain: Complain): void {
  const seen = new Set<string>();
  for (const { name, key } of members) {
    if (seen.has(name)) complain(key, `${quoted(name)} stands here a second time`);
    seen.add(name);
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
