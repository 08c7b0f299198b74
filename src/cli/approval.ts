import { HsError } from '../errors.ts';
import type { Prompter } from '../terminal/prompter.ts';
import type { Presenter } from './presenter.ts';

/** What is about to change, as people approve it. */
export interface Proposal {
  /** `Delete node laptop (id 1, alice) on https://hs.example.com`. */
  readonly title: string;
  /** What follows from it, a line each. */
  readonly consequences?: readonly string[];
  /** False where nothing is changed after all, such as a read by `hs api`. */
  readonly changes?: boolean;
  /** How it is asked: not at all, y/N, or by typing a name or a count. */
  readonly ask: 'none' | 'confirm' | { readonly type: string };
}

export interface ApprovalFlags {
  readonly yes: boolean;
  readonly 'dry-run': boolean;
}

/**
 * Shows what would change and asks for approval. True: go on; false: it was a dry run, nothing is to be done.
 * @throws HsError `nobody_to_ask` where a question is needed and nobody is there, `aborted` where the answer is no.
 */
export async function approve(
  proposal: Proposal,
  flags: ApprovalFlags,
  out: Presenter,
  prompter: Prompter | undefined,
): Promise<boolean> {
  if (flags['dry-run']) {
    out.plan([`Would ${lowerFirst(proposal.title)}`, ...indented(proposal.consequences)]);
    return false;
  }
  if (proposal.ask === 'none' || flags.yes) {
    if (proposal.consequences?.length) out.plan([proposal.title, ...indented(proposal.consequences)]);
    return true;
  }
  if (!prompter) throw nobodyToAsk(proposal.title);
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

function indented(lines: readonly string[] = []): string[] {
  return lines.map((line) => `  ${line}`);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
