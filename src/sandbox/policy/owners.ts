import type { Release } from '../../domain/release.ts';
import { asOf, since } from '../release.ts';
import type { PolicyDocument } from './document.ts';

/** An owner of a tag that is no owner, from 0.26 on; undefined where all are. The words are those of the server. */
export function badOwner(release: Release, policy: PolicyDocument): string | undefined {
  for (const [tag, owners] of policy.tagOwners) {
    const index = owners.findIndex((owner) => !isOwner(release, owner));
    if (index < 0) continue;
    const owner = owners[index] ?? '';
    const within = `json: cannot unmarshal JSON string into Go v2.OwnerEnc within "/tagOwners/${tag}/${index}": `;
    return asOf(release, {
      '0.26': oldWords(owner),
      '0.27.0': `${within}${oldWords(owner)}`,
      '0.29': `${within}invalid owner format: "${owner}"`,
    });
  }
  return undefined;
}

/** A group that owns a tag and is not defined; undefined where all are. */
export function undefinedOwner(policy: PolicyDocument): string | undefined {
  return [...policy.tagOwners.values()]
    .flat()
    .find((owner) => owner.startsWith('group:') && !policy.groups.has(owner));
}

function isOwner(release: Release, owner: string): boolean {
  if (owner.includes('@') || owner.startsWith('group:')) return true;
  return owner.startsWith('tag:') && since(release, '0.28');
}

function oldWords(owner: string): string {
  const kinds = [
    '- user (containing an "@")',
    '- group (starting with "group:")',
    '- tag (starting with "tag:")',
  ];
  const all = `An alias must be one of the following types:\n${kinds.join('\n')}`;
  return `Invalid Owner "${owner}". ${all}\n\nPlease check the format and try again.`;
}
