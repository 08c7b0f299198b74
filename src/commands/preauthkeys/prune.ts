import { Flags } from '@oclif/core';
import { formatFlag } from '../../cli/flags/output.ts';
import { filterTargetsFlag } from '../../cli/flags/targets.ts';
import { KeyEndCommand } from '../../cli/key-end-command.ts';
import { PRE_AUTH_KEYS } from '../../cli/many/key-kinds.ts';
import { parseFilter } from '../../domain/filter/filter.ts';
import { preAuthKeyFields } from '../../domain/filter/key-fields.ts';
import type { PreAuthKey } from '../../domain/pre-auth-key.ts';

export default class PreAuthKeysPrune extends KeyEndCommand<PreAuthKey> {
  static override summary = 'Delete pre-auth keys that are of no use any more (0.28 and later)';
  static override description =
    'Keys that are over, and keys for one use that were used. Nodes that joined with them stay. Shows the keys and ' +
    'wants their number typed.';
  static override examples = [
    { description: 'used up and expired ones', command: 'hs preauthkeys prune' },
    { description: 'look, and change nothing', command: 'hs preauthkeys prune --dry-run' },
    {
      description: 'expired ones of one user',
      command: 'hs preauthkeys prune --expired --filter user=ci --yes',
    },
  ];
  static override flags = {
    used: Flags.boolean({ summary: 'Only those for one use that were used' }),
    expired: Flags.boolean({ summary: 'Only those that are over' }),
    ...filterTargetsFlag,
    ...formatFlag,
  };
  static override filters = preAuthKeyFields.fields;

  protected override readonly kind = PRE_AUTH_KEYS;

  async run(): Promise<void> {
    const { flags } = await this.read(PreAuthKeysPrune);
    const used = flags.used || !flags.expired ? ['(used and !reusable)'] : [];
    const expired = flags.expired || !flags.used ? ['expired'] : [];
    await this.pruneKeys(flags, parseFilter([...used, ...expired].join(' or '), preAuthKeyFields));
  }
}
