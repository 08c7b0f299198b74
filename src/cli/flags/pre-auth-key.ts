import { Flags } from '@oclif/core';
import { HsError } from '../../errors.ts';
import { DEFAULT_PRE_AUTH_KEY_LIFETIME, endOfLifetime, keyTags } from '../../operations/new-key.ts';
import { userFlag } from './user.ts';

/** What a new pre-auth key is to be like. */
export const preAuthKeyFlags = {
  ...userFlag,
  'no-user': Flags.boolean({ summary: 'Owned by its tags alone (0.28 and later)' }),
  reusable: Flags.boolean({ summary: 'More than one device may use it' }),
  ephemeral: Flags.boolean({ summary: 'Its devices are removed when they go offline' }),
  expiration: Flags.string({
    char: 'e',
    summary: `How long it can be used, such as 24h or 90d (default ${DEFAULT_PRE_AUTH_KEY_LIFETIME})`,
    helpValue: 'DURATION',
  }),
  tags: Flags.string({
    char: 't',
    summary: 'Tags its devices get',
    multiple: true,
    delimiter: ',',
    helpValue: 'TAG,…',
  }),
};

/** The values of those flags. */
export interface PreAuthKeyFlags {
  readonly user?: string | undefined;
  readonly 'no-user': boolean;
  readonly reusable: boolean;
  readonly ephemeral: boolean;
  readonly expiration?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

/**
 * What the flags say of the new key, all but its owner.
 * @throws HsError `usage` where they contradict each other, `invalid_value`
 */
export function wishedPreAuthKey(flags: PreAuthKeyFlags, nowMs: number) {
  if (flags['no-user'] && flags.user !== undefined) {
    throw new HsError('usage', '--user and --no-user contradict each other');
  }
  return {
    reusable: flags.reusable,
    ephemeral: flags.ephemeral,
    aclTags: keyTags(flags.tags, flags['no-user']),
    expiration: endOfLifetime(flags.expiration ?? DEFAULT_PRE_AUTH_KEY_LIFETIME, nowMs),
  };
}
