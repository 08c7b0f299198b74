import { quoted } from '../domain/quoted.ts';
import { HsError } from '../errors.ts';
import type { NamedDiff } from '../output/diff-text.ts';
import type { Prompter } from '../terminal/prompter.ts';
import type { Presenter } from './presenter.ts';

/** What is about to change, as people approve it. */
export interface Proposal {
  /** `Delete node laptop (id 1, alice) on https://hs.example.com`. */
  readonly title: string;
  /** What follows from it, a line each. */
  readonly consequences?: readonly string[];
  /** What a text becomes; shown before the rest, so that the question stands below all of it. */
  readonly diff?: NamedDiff;
  /** False where nothing is changed after all, such as a read by `hs api`. */
  readonly changes?: boolean;
  /** How it is asked: not at all, y/N, or by typing a name or a count. */
  readonly ask: 'none' | 'confirm' | { readonly type: string };
}

export interface ApprovalFlags {
  readonly yes: boolean;
  readonly 'dry-run': boolean;
  /** The name or count that a question would want typed. */
  readonly confirm?: string | undefined;
}

/** Who can be asked, and how strict the context is. */
export interface Asking {
  readonly prompter: Prompter | undefined;
  /** `confirm: severe`: without a terminal `--yes` is not enough where a name or count would have to be typed. */
  readonly severe: boolean;
}

/**
 * Shows what would change and asks for approval. True: go on; false: it was a dry run, nothing is to be done.
 * @throws HsError `nobody_to_ask` where a question is needed and nobody is there, `aborted` where the answer is no.
 */
export async function approve(
  proposal: Proposal,
  flags: ApprovalFlags,
  out: Presenter,
  { prompter, severe }: Asking,
): Promise<boolean> {
  if (flags['dry-run']) {
    if (proposal.diff) await out.diff(proposal.diff, 'plan');
    out.plan([`Would ${lowerFirst(proposal.title)}`, ...indented(proposal.consequences)]);
    return false;
  }
  const typed = typeof proposal.ask === 'object' ? proposal.ask.type : undefined;
  if (typed !== undefined && flags.confirm !== undefined && flags.confirm !== typed) {
    throw new HsError(
      'invalid_value',
      `--confirm says ${quoted(flags.confirm)}, and this is about ${quoted(typed)}`,
      {
        hint: 'Nothing was changed. Make sure that you mean what you name.',
      },
    );
  }
  const confirmed = typed !== undefined && flags.confirm === typed;
  if (severe && typed !== undefined && !confirmed && !prompter) throw nameIsMissing(proposal.title, typed);
  if (proposal.ask === 'none' || flags.yes || confirmed) {
    if (proposal.diff) await out.diff(proposal.diff, 'note');
    if (proposal.consequences?.length) {
      for (const line of [proposal.title, ...indented(proposal.consequences)]) out.note(line);
    }
    return true;
  }
  if (!prompter) throw nobodyToAsk(proposal.title);
  if (proposal.diff) await out.diff(proposal.diff, 'question');
  out.question([proposal.title, ...indented(proposal.consequences)]);
  const agreed =
    proposal.ask === 'confirm'
      ? await prompter.confirm('Go on?')
      : await prompter.typed(`Type ${proposal.ask.type} to go on`, proposal.ask.type);
  if (!agreed) throw new HsError('aborted', 'Aborted, nothing changed');
  return true;
}

/** The refusal of a change that would have to be asked where nobody can answer. */
export function nobodyToAsk(title: string): HsError {
  return new HsError('nobody_to_ask', `${title}: this has to be confirmed, and there is nobody to ask`, {
    hint: 'Add --yes to go on without a question, or --dry-run to see what would change.',
  });
}

/** The refusal of `--yes` where the context wants the target named. */
function nameIsMissing(title: string, typed: string): HsError {
  return new HsError('nobody_to_ask', `${title}: this context wants it named, and --yes does not name it`, {
    hint: `Add --confirm ${typed} to go on, or --dry-run to see what would change.`,
  });
}

function indented(lines: readonly string[] = []): string[] {
  return lines.map((line) => `  ${line}`);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
