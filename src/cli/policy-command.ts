import { Flags } from '@oclif/core';
import { parseRfc3339 } from '../domain/instant.ts';
import type { PolicyBackup } from '../domain/policy-backup.ts';
import { problemText } from '../domain/policy-check/place.ts';
import { formatRelative } from '../domain/relative-time.ts';
import type { TextDiff } from '../domain/text-diff.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { examinePolicy, isBad, type PolicyExamination } from '../operations/examine-policy.ts';
import { setPolicy } from '../operations/set-policy.ts';
import { diffCounts } from '../output/diff-text.ts';
import type { PolicyBackups } from '../state/policy-backups.ts';
import { ChangeCommand, type ChangeFlags } from './change-command.ts';
import { keptPolicies } from './kept-policies.ts';
import { policyDiff } from './policy-diff.ts';

/** For commands that keep what they replace. */
export const backupFlag = {
  'no-backup': Flags.boolean({
    summary: 'Do not keep the policy that is replaced: hs policy rollback then has nothing to go back to',
  }),
};

/** What is to be put in place of the policy. */
export interface PolicyWish {
  readonly api: HeadscaleApi;
  readonly text: string;
  /** What is stored, as it was seen; undefined for none. */
  readonly seen: string | undefined;
  /** `Set the policy`. */
  readonly title: string;
  /** What was done, when it is. */
  readonly done: string;
  /** What the text is called in the diff. */
  readonly name: string;
  /** The command, as the backup remembers it. */
  readonly by: string;
  /** What was found out about the text. */
  readonly examination: PolicyExamination;
}

export interface PolicyFlags extends ChangeFlags {
  readonly 'no-backup': boolean;
}

/** The one thing that these commands change. */
export const POLICY = { id: 'policy', name: 'policy' } as const;

/** The base of commands that put a policy in place of another: checked, shown, asked, kept, set. */
export abstract class PolicyCommand extends ChangeCommand {
  /** What is kept of the server's policies. */
  protected get backups(): PolicyBackups {
    return keptPolicies(this.deps, this.server);
  }

  /**
   * What there is to say against a text before anybody is asked.
   * @throws HsError `policy_refused` where the server would refuse it
   */
  protected async examined(api: HeadscaleApi, text: string): Promise<PolicyExamination> {
    const found = await examinePolicy(api, text);
    if (found.by === 'server' && isBad(found)) {
      throw new HsError('policy_refused', found.problems.map(problemText).join('; '), {
        hint: 'Nothing was changed.',
      });
    }
    return found;
  }

  /** Plans, asks, keeps what is replaced, and sets. */
  protected async replacePolicy(wish: PolicyWish, flags: PolicyFlags): Promise<void> {
    const { api, text, seen, name } = wish;
    const { address } = this.server;
    const diff = policyDiff(seen, text, address.text, name);
    await this.change(
      {
        target: POLICY,
        proposal: {
          title: `${wish.title} on ${address.text}`,
          consequences: [
            seen === undefined
              ? 'There is no policy yet: everything is allowed to everyone'
              : diffCounts(diff),
            ...findings(wish.examination),
          ],
          diff,
          ask: { type: address.host },
        },
        apply: async () => {
          const kept = flags['no-backup'] ? undefined : await this.#keep(wish, diff, flags);
          await setPolicy(api, text, seen);
          if (kept !== undefined)
            this.out.note(`What was there is kept as policy ${kept}: hs policy rollback`);
          return wish.done;
        },
      },
      flags,
    );
  }

  /** Keeps what is replaced, before it is: where it cannot be kept, nothing is replaced. */
  async #keep({ seen, by }: PolicyWish, { added, removed }: TextDiff, flags: PolicyFlags) {
    if (seen === undefined) return undefined;
    const replacedAt = new Date(this.deps.now()).toISOString();
    try {
      const kept = { text: seen, replacedAt, by, added, removed, note: flags.note ?? null };
      const id = await this.backups.keep(kept);
      if (id === undefined) this.out.note('The old policy is not kept: no home folder is known');
      return id;
    } catch (error) {
      if (!(error instanceof HsError)) throw error;
      throw new HsError('failed', `The old policy cannot be kept, so nothing was changed: ${error.message}`, {
        hint: 'Make that folder writable, or replace the policy without keeping it: --no-backup',
        cause: error,
      });
    }
  }
}

/** A backup as people are told of it. */
export function describeBackup({ id, replacedAt }: PolicyBackup, now: number): string {
  const instant = parseRfc3339(replacedAt);
  return instant ? `policy ${id}, replaced ${formatRelative(instant, now)}` : `policy ${id}`;
}

/** What hs found by itself: the server may see it otherwise, so it stands in nobody's way. */
function findings({ by, problems }: PolicyExamination): string[] {
  const lines = problems.map((problem) => `Warning: ${problemText(problem)}`);
  return by === 'hs' && lines.length > 0
    ? [...lines, 'Found by hs itself: this release of Headscale checks a policy only when it is set']
    : lines;
}
