import type { Context, Rule } from '../context.ts';
import { from } from '../context.ts';
import type { Message } from '../message.ts';
import { idOf, textsOf } from '../message.ts';
import { knowsTag } from '../policy/tag-owners.ts';
import { asOf } from '../release.ts';
import type { SandboxStatus, StatusCode } from '../status.ts';
import { CODES, invalidArgument, notFound, SandboxStatus as Status } from '../status.ts';
import { compareText } from './compare-text.ts';
import { nodeForChange } from './node-lookup.ts';
import { nodeMessage } from './node-message.ts';
import { changedInMemory, changedOnDisk } from './on-disk.ts';

/** What is wrong with the form of a tag, as an error with `code`; undefined when nothing is. */
export function badTag(context: Context, tag: string, code: StatusCode): SandboxStatus | undefined {
  if (!tag.startsWith('tag:')) return new Status(code, "tag must start with the string 'tag:'", 'bad_tag');
  if (tag.toLowerCase() !== tag) return new Status(code, 'tag should be lowercase', 'bad_tag');
  if (!/\s/.test(tag.trim())) return undefined;
  const text = from(context, '0.29') ? 'tags must not contain spaces' : 'tag should not contains space';
  return new Status(code, text, 'bad_tag');
}

/** SetTags: replaces the whole set. From 0.28 on it makes the node a tagged one, for good. */
export const setTags: Rule = (context, request) =>
  from(context, '0.28') ? retag(context, request) : force(context, request);

/** Up to 0.27: the tags are forced upon the node, whatever the policy says. */
function force(context: Context, request: Message): Message {
  const tags = textsOf(request, 'tags');
  refuseBadTags(context, tags);
  const node = nodeForChange(context, request, (id) => {
    const text = from(context, '0.27.0') ? `node not found in NodeStore: ${id}` : 'record not found';
    return invalidArgument(text, 'node_not_found');
  });
  // Node id 0 finds a node up to 0.26, but then changes none.
  if (idOf(request, 'nodeId') === 0) return { node: nodeMessage(context, node, 'change') };
  const kept = asOf(context.release, { '0.23': distinct, '0.26': sortedDistinct, '0.27.0': asGiven })(tags);
  const changed =
    kept.length === 0
      ? changedInMemory(context, node, { tags: kept })
      : changedOnDisk(context, node, { tags: kept });
  return { node: nodeMessage(context, changed, 'change') };
}

/** 0.28 and later: the tags must stand in the policy; 0.28 keeps the creator, 0.29 clears the owner. */
function retag(context: Context, request: Message): Message {
  const tags = textsOf(request, 'tags');
  if (tags.length === 0) {
    throw invalidArgument('cannot remove all tags from a node - tagged nodes must have at least one tag');
  }
  refuseBadTags(context, tags);
  const node = nodeForChange(context, request, () => notFound('node not found', 'node_not_found'));
  const refused = tags.filter((tag) => !knowsTag(context.store.activePolicy, tag));
  if (refused.length > 0) {
    throw invalidArgument(`requested tags [${refused.join(' ')}] are invalid or not permitted`, 'bad_tag');
  }
  const owner = from(context, '0.29') ? { userId: null, ownerName: '' } : {};
  const changed = context.store.nodes.update(node.id, { tags: sortedDistinct(tags), ...owner });
  return { node: nodeMessage(context, changed, 'change') };
}

function refuseBadTags(context: Context, tags: readonly string[]): void {
  for (const tag of tags) {
    const wrong = badTag(context, tag, CODES.unknown);
    if (wrong) throw wrong;
  }
}

/** Each once, in the order given. */
export function distinct(tags: readonly string[]): string[] {
  return [...new Set(tags)];
}

/** Each once, in order. */
export function sortedDistinct(tags: readonly string[]): string[] {
  return distinct(tags).sort(compareText);
}

function asGiven(tags: readonly string[]): string[] {
  return [...tags];
}
