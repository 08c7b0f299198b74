import { checkPolicyText } from '../domain/policy-check/check-policy.ts';
import type { PolicyProblem } from '../domain/policy-check/place.ts';
import { placeOfRefusal } from '../domain/policy-check/refusal-place.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** What was found out about a policy that is not stored yet. */
export interface PolicyExamination {
  /** The server knows best (0.29 and later); before, hs looks itself, at less. */
  readonly by: 'server' | 'hs';
  readonly problems: readonly PolicyProblem[];
}

/** Has a policy checked by the server, or where it cannot looks at it here. Throws what the calls throw. */
export async function examinePolicy(api: HeadscaleApi, text: string): Promise<PolicyExamination> {
  if (!(await api.can('policyCanBeChecked'))) return { by: 'hs', problems: await localProblems(api, text) };
  try {
    await api.checkPolicy(text);
    return { by: 'server', problems: [] };
  } catch (error) {
    if (!(error instanceof HsError && error.code === 'policy_refused')) throw error;
    const problem = { place: placeOfRefusal(text, error.message), message: error.message };
    return { by: 'server', problems: [{ ...problem, severity: 'error' }] };
  }
}

/** Whether anything was found that keeps a policy from being right. */
export function isBad({ problems }: PolicyExamination): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

async function localProblems(api: HeadscaleApi, text: string): Promise<PolicyProblem[]> {
  const [bareUsers, ignores, tagsOwnTags, users] = await Promise.all([
    api.hazard('policyNamesUsersBarely'),
    api.hazard('policyFieldsAreIgnored'),
    api.can('tagsCanOwnTags'),
    api.listUsers(),
  ]);
  const language = {
    bareUsers: bareUsers !== undefined,
    unknownFields: ignores === undefined ? ('refused' as const) : ('ignored' as const),
    tagsOwnTags,
  };
  return checkPolicyText(text, { language, users });
}
