import { formatFlag } from '../cli/flags/output.ts';
import { ServerCommand } from '../cli/server-command.ts';
import { serverVersion } from '../operations/server-version.ts';
import { versionView } from '../output/views/version.ts';
import { VERSION } from '../version.ts';

export default class Version extends ServerCommand {
  static override summary = 'Show the versions of hs and of the server, and what that release cannot do';
  static override description = 'A server that cannot be reached is told of, and is no error.';
  static override examples = [
    { description: 'both versions', command: 'hs version' },
    { description: 'this program alone, without a server', command: 'hs --version' },
  ];
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags } = await this.read(Version);
    const server = await serverVersion(
      async () => (await this.choose(flags, { keyless: true })).address.text,
      () => this.connect(flags),
    );
    await this.out.details({ client: VERSION, ...server }, versionView);
  }
}
