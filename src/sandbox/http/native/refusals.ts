import type { Reason, SandboxStatus } from '../../status.ts';
import { CODES } from '../../status.ts';
import type { Operation } from './operations.ts';
import { Problem } from './problem.ts';

/** Statuses by what was wrong; what is not here is 500. */
const STATUSES: Partial<Readonly<Record<Reason, number>>> = {
  user_not_found: 404,
  node_not_found: 404,
  registration_not_found: 404,
  key_not_found: 404,
  user_not_empty: 400,
  name_taken: 400,
  bad_name: 400,
  bad_tag: 400,
  bad_route: 400,
  bad_registration_id: 400,
  bad_policy: 400,
  policy_file_mode: 400,
  bad_request: 400,
};

/** What the calls of older releases put before the reason, and 0.30 says by itself. */
const STEPS: readonly RegExp[] = [
  /^(looking up user): /,
  /^(parsing route): /,
  /^(invalid auth_id): /,
  /^(setting policy): /,
  /^(verifying SSH rules): /,
  /^(loading ACL from database): /,
  /^(reading policy from path "[^"]*"): /,
];

/** How 0.30 puts what the rules say as gRPC has it. */
export function refusalOf(operation: Operation, refused: SandboxStatus): Problem {
  const { message, reason } = refused;
  if (operation.rpc === 'CreateUser' && reason === 'user_exists')
    return new Problem(409, 'user already exists');
  const status = STATUSES[reason] ?? 500;
  if (saysItAll(refused)) return new Problem(status, message);
  if (reason === 'policy_mode') return new Problem(status, message, [null]);
  if (reason === 'policy_file_mode' || operation.rpc === 'CheckPolicy') {
    return new Problem(status, message, [{ message }]);
  }
  const step = STEPS.map((pattern) => pattern.exec(message)).find((match) => match !== null);
  const detail = step?.[1] ?? doing(operation, reason);
  return new Problem(status, detail, [{ message: message.slice(step?.[0].length ?? 0) }]);
}

/** Refusals that name no other error: the detail is all there is. */
function saysItAll({ code, reason }: SandboxStatus): boolean {
  return code === CODES.notFound || (code === CODES.invalidArgument && reason === 'bad_request');
}

function doing(operation: Operation, reason: Reason): string {
  if (operation.rpc === 'CreatePreAuthKey' && reason === 'bad_tag') return 'invalid tag';
  if (operation.rpc !== 'DebugCreateNode') return operation.doing;
  return reason === 'bad_route'
    ? 'parsing routes'
    : reason === 'bad_registration_id'
      ? operation.doing
      : 'looking up user';
}
