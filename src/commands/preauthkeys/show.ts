import { keyArg } from '../../cli/args.ts';
import { revealFlag, showFlags } from '../../cli/flags/output.ts';
import { ServerCommand } from '../../cli/server-command.ts';
import { preAuthKeyInFull } from '../../operations/in-full.ts';
import { preAuthKeyInFullView } from '../../output/views/in-full.ts';

export default class PreAuthKeysShow extends ServerCommand {
  static override summary = 'Show everything about one pre-auth key, with the nodes that joined with it';
  static override description =
    '0.28 and later forget which nodes joined with a key once it is deleted. Which key a node joined with: hs nodes show.';
  static override examples = [
    { description: 'by id', command: 'hs preauthkeys show 3' },
    { description: 'by the key itself, read from a file', command: 'hs preauthkeys show - < key' },
  ];
  static override args = { key: keyArg({ required: true }) };
  static override flags = { ...showFlags, ...revealFlag };
  static override columns = preAuthKeyInFullView.columns;

  async run(): Promise<void> {
    const { flags, args } = await this.read(PreAuthKeysShow);
    this.out.check(preAuthKeyInFullView);
    const reference = await this.named(args.key);
    const api = await this.connect(flags);
    await this.out.details(await preAuthKeyInFull(api, reference), preAuthKeyInFullView);
  }
}
