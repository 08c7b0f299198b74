import type { Policy } from '../domain/policy.ts';
import { HsError } from '../errors.ts';
import type { HeadscaleApi } from '../headscale/port.ts';

/** The policy stored now; undefined where there is none yet. */
export async function storedPolicy(api: HeadscaleApi): Promise<Policy | undefined> {
  try {
    return await api.getPolicy();
  } catch (error) {
    if (error instanceof HsError && error.code === 'not_found') return undefined;
    throw error;
  }
}

/**
 * The policy stored now, which is to be replaced.
 * @throws HsError `failed` where it is a file on the server: that has no time at which it was stored
 */
export async function replaceablePolicy(api: HeadscaleApi): Promise<string | undefined> {
  const policy = await storedPolicy(api);
  if (policy?.updatedAt !== null) return policy?.text;
  throw new HsError('failed', 'The server reads its policy from a file, so it cannot be set from here', {
    hint: 'Change that file and restart the server, or set policy.mode to database in its configuration.',
  });
}

/**
 * Stores a policy, once nobody has changed the one that was shown. What is between that look and the write cannot be
 * seen: no release has a call that compares and sets.
 * @throws HsError `changed_meanwhile`, or `policy_refused` with the server's reason; then the old one stays
 */
export async function setPolicy(api: HeadscaleApi, text: string, seen: string | undefined): Promise<void> {
  if ((await storedPolicy(api))?.text !== seen) {
    throw new HsError('changed_meanwhile', 'Somebody changed the policy in the meantime, so it was not set', {
      hint: 'Look at it (hs policy get), then repeat the command.',
    });
  }
  await api.setPolicy(text);
}
