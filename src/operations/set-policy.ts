import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** The policy stored now; undefined where there is none yet. */
export async function storedPolicy(api: HeadscaleApi): Promise<string | undefined> {
  try {
    return (await api.getPolicy()).text;
  } catch (error) {
    if (error instanceof HsError && error.code === 'not_found') return undefined;
    throw error;
  }
}

/**
 * Stores a policy, once nobody has changed the one that was shown. Where the server can check it first, it does.
 * @throws HsError `changed_meanwhile`, or `failed` with the server's reason; then the old one stays
 */
export async function setPolicy(api: HeadscaleApi, text: string, seen: string | undefined): Promise<string> {
  if ((await storedPolicy(api)) !== seen) {
    throw new HsError('changed_meanwhile', 'Somebody changed the policy in the meantime, so it was not set', {
      hint: 'Look at it (hs policy get), then repeat the command.',
    });
  }
  await api.setPolicy(text);
  return 'Set the policy';
}

/** One line for the plan: how much the text grows or shrinks. */
export function sizeChange(text: string, seen: string | undefined): string {
  const lines = (policy: string) => policy.split('\n').length;
  return seen === undefined
    ? `There is no policy yet; the new one has ${lines(text)} lines`
    : `The present one has ${lines(seen)} lines, the new one ${lines(text)}`;
}
