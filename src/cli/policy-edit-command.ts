import {
  type CommentedPolicy,
  withComments,
  withoutComments,
} from '../domain/policy-check/error-comments.ts';
import { problemText } from '../domain/policy-check/place.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';
import { examinePolicy, isBad, type PolicyExamination } from '../operations/examine-policy.ts';
import { replaceablePolicy } from '../operations/set-policy.ts';
import type { Draft } from '../terminal/editor.ts';
import { POLICY, PolicyCommand, type PolicyFlags } from './policy-command.ts';
import { readOnlyRefusal } from './read-only.ts';

/** What an editor shows where there is no policy yet: the same as none, to begin with. */
const BEGINNING = `{
  // Everything is allowed to everyone, as it is without a policy.
  "acls": [
    { "action": "accept", "src": ["*"], "dst": ["*:*"] },
  ],
}
`;

/** What stands above a text that is opened again. */
const ADVICE: Readonly<Record<PolicyExamination['by'], string>> = {
  server:
    'mend it and save, or leave the editor without a change to give up; these lines are taken out again',
  hs: 'mend it and save, or leave the editor without a change to go on all the same; these lines are taken out again',
};

/** A text that somebody wants to set, with what was found out about it. */
interface EditedPolicy {
  readonly text: string;
  readonly examination: PolicyExamination;
}

/** The base of `hs policy edit`: whatever happens, what somebody wrote is set or named. */
export abstract class PolicyEditCommand extends PolicyCommand {
  /** What hs wrote into the file and takes out again. */
  #comments: readonly string[] = [];

  protected async edit(flags: PolicyFlags): Promise<void> {
    if (!this.prompter(flags)) throw noTerminal();
    const api = await this.connect(flags);
    if (this.server.readOnly && !flags['dry-run']) throw readOnlyRefusal(this.server.context ?? '');
    const seen = await replaceablePolicy(api);
    const beginning = seen?.trim() ? seen : BEGINNING;
    const draft = await this.deps.editor.begin('policy.hujson');
    try {
      const edited = await this.#written(api, draft, beginning);
      if (edited === undefined)
        await this.unchanged(POLICY, 'Nothing was edited, so the policy is unchanged');
      else await this.replacePolicy({ ...WISH, ...edited, api, seen }, flags);
      if (flags['dry-run'] && (await this.#isLeft(draft, beginning))) this.out.plan([leftIn(draft)]);
      else await draft.discard();
    } catch (error) {
      if (!(await this.#isLeft(draft, beginning))) {
        await draft.discard();
        throw error;
      }
      if (!(error instanceof HsError)) this.out.note(leftIn(draft));
      throw error instanceof HsError ? withFile(error, draft) : error;
    }
  }

  /** Opens the editor until what is saved is good, or saved again as it was; undefined where nothing was edited. */
  async #written(api: HeadscaleApi, draft: Draft, beginning: string): Promise<EditedPolicy | undefined> {
    let shown: CommentedPolicy = { text: beginning, comments: [] };
    let rejected: EditedPolicy | undefined;
    for (;;) {
      this.#comments = shown.comments;
      const text = withoutComments(await draft.edit(shown.text), shown.comments);
      if (text === beginning) return undefined;
      if (text === rejected?.text) return goOn(rejected);
      if (text.trim() === '') throw new HsError('aborted', 'What was saved is empty, so nothing was changed');
      const examination = await examinePolicy(api, text);
      if (!isBad(examination)) return { text, examination };
      rejected = { text, examination };
      shown = withComments(text, examination.problems, ADVICE[examination.by]);
    }
  }

  /** Whether the file holds something that somebody wrote; without comments of ours from then on. */
  async #isLeft(draft: Draft, beginning: string): Promise<boolean> {
    const saved = await draft.read();
    const text = saved === undefined ? undefined : withoutComments(saved, this.#comments);
    if (text === undefined || text === beginning || text.trim() === '') return false;
    if (text !== saved) await draft.write(text);
    return true;
  }
}

const WISH = {
  title: 'Set the policy',
  done: 'Stored the policy',
  by: 'policy edit',
  name: 'as edited',
} as const;

function noTerminal(): HsError {
  return new HsError('nobody_to_ask', 'Editing the policy needs a terminal, and nobody is at one', {
    hint: 'Use hs policy get > FILE, edit that, and hs policy set FILE.',
  });
}

/** What was saved twice: the server refuses it, but hs may be wrong. */
function goOn(rejected: EditedPolicy): EditedPolicy {
  const { by, problems } = rejected.examination;
  if (by === 'hs') return rejected;
  throw new HsError('policy_refused', problems.map(problemText).join('; '));
}

function leftIn({ file }: Draft): string {
  return `What you wrote is in ${file}`;
}

/** The same error, which also says where the text is. */
function withFile(error: HsError, draft: Draft): HsError {
  const hint = [error.hint, leftIn(draft)].filter(Boolean).join(' ');
  return new HsError(error.code, error.message, { hint, details: error.details, cause: error });
}
