import { type Finding, failedBy, ok, skipped } from './diagnosis.ts';
import type { Examination } from './examination.ts';

/** Whether ssh logs in, by its own configuration. */
export async function checkSsh({ options, way }: Examination): Promise<Finding> {
  const { address } = options.server;
  if (address.kind !== 'ssh') return skipped('the address is not behind ssh');
  const cause = await way.login;
  if (cause) return failedBy(cause);
  return ok(`logged in to ${address.host}${address.user === undefined ? '' : ` as ${address.user}`}`);
}
