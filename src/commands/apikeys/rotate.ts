import { Flags } from '@oclif/core';
import { formatFlag } from '../../cli/flags/output.ts';
import { RotateCommand } from '../../cli/rotate-command.ts';
import { DEFAULT_API_KEY_LIFETIME } from '../../operations/new-key.ts';

export default class ApiKeysRotate extends RotateCommand {
  static override summary = 'Replace the API key in use by a new one';
  static override description =
    'Creates a key, tries it, keeps it for the context, and only then expires the old one. Whatever fails in ' +
    'between, a key goes on working, and what is said names those that there are. A key from a variable, a file or ' +
    'a program cannot be replaced there: with --print the new one is printed, alone.';
  static override examples = [
    { description: 'the key of the current context', command: 'hs apikeys rotate' },
    { description: 'from a script', command: 'hs apikeys rotate --context prod --expiration 30d --yes' },
    {
      description: 'a key that HS_API_KEY holds; expire the old one once the new one is in place',
      command: 'hs apikeys rotate --print --keep-old > key',
    },
  ];
  static override flags = {
    expiration: Flags.string({
      char: 'e',
      summary: `How long the new key can be used, such as 90d or 1y (default ${DEFAULT_API_KEY_LIFETIME})`,
      helpValue: 'DURATION',
    }),
    print: Flags.boolean({
      summary: 'Print the new key instead of keeping it, for a key that hs does not keep',
    }),
    'keep-old': Flags.boolean({ summary: 'Leave the old key as it is: somebody else may use it' }),
    ...formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.read(ApiKeysRotate);
    await this.rotate(flags);
  }
}
