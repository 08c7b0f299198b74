import type { Node } from '../domain/node.ts';
import { describeNode } from '../domain/resolve-node.ts';
import { sortedTags } from '../domain/tag.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { unchangedSince } from './unchanged-since.ts';

/** The whole list of tags there will be, and what a person should know of it. */
export interface TagChange {
  readonly wished: readonly string[];
  readonly unchanged: boolean;
  readonly consequences: readonly string[];
  /** From 0.28 on a node that gets its first tag cannot be given back to its user. */
  readonly oneWay: boolean;
}

/** How a list of tags is changed: `set` replaces it, the others keep the rest. */
export type TagVerb = 'set' | 'add' | 'remove';

/**
 * Works out the new list.
 * @throws HsError `unsupported` where the last tag would go and the release keeps at least one
 */
export async function planTags(
  api: HeadscaleApi,
  node: Node,
  verb: TagVerb,
  tags: readonly string[],
): Promise<TagChange> {
  const wished = sortedTags(wishedTags(node.tags, verb, tags));
  if (wished.length === 0) await api.require('tagsCanBeCleared');
  const oneWay =
    node.tags.length === 0 && wished.length > 0 ? await api.hazard('taggingIsOneWay') : undefined;
  const forgotten = wished.length === 0 ? await api.hazard('clearedTagsForgottenAtRestart') : undefined;
  const facts = [oneWay, forgotten].filter((fact) => fact !== undefined);
  return {
    wished,
    unchanged: sameTags(wished, node.tags),
    consequences: facts.map(({ sentence, instead }) => `${sentence}. ${instead}`),
    oneWay: oneWay !== undefined,
  };
}

/** Sends the whole list, once nobody has changed it in between; answers the words for it. */
export async function applyTags(api: HeadscaleApi, node: Node, wished: readonly string[]): Promise<string> {
  const now = await unchangedSince(api, node, (a, b) => sameTags(a.tags, b.tags));
  await api.setTags(now, wished);
  return `Node ${describeNode(node)} has ${wished.length === 0 ? 'no tags' : wished.join(', ')}`;
}

function wishedTags(present: readonly string[], verb: TagVerb, tags: readonly string[]): readonly string[] {
  if (verb === 'set') return tags;
  return verb === 'add' ? [...present, ...tags] : present.filter((tag) => !tags.includes(tag));
}

/** True where two lists hold the same tags. */
export function sameTags(a: readonly string[], b: readonly string[]): boolean {
  return sortedTags(a).join() === sortedTags(b).join();
}
