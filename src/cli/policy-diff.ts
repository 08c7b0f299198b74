import { diffTexts } from '../domain/text-diff.ts';
import type { NamedDiff } from '../output/diff-text.ts';

/** What would become of the stored policy; `seen` is undefined where there is none. */
export function policyDiff(seen: string | undefined, text: string, address: string, name: string): NamedDiff {
  return { ...diffTexts(seen ?? '', text), from: `the policy on ${address}`, to: name };
}
