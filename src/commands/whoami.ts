import { formatFlag } from '../cli/flags/output.ts';
import { ServerCommand } from '../cli/server-command.ts';
import { ownApiKey } from '../operations/own-api-key.ts';
import { whoamiView } from '../output/views/whoami.ts';

export default class Whoami extends ServerCommand {
  static override summary = 'Show which server commands go to, with which key, and until when';
  static override examples = [
    { description: 'now', command: 'hs whoami' },
    { description: 'with another context', command: 'hs whoami --context prod' },
  ];
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags } = await this.read(Whoami);
    const api = await this.connect(flags);
    const { context, address, apiKey, origin } = this.server;
    const own = await ownApiKey(api, apiKey);
    const { range } = await api.release();
    await this.out.details(
      { context, address: address.text, origin, transport: api.transport, release: range, apiKey: own },
      whoamiView,
    );
  }
}
