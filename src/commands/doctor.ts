import { textArg } from '../cli/args.ts';
import { formatFlag } from '../cli/flags/output.ts';
import { ServerCommand } from '../cli/server-command.ts';
import { HsError } from '../errors.ts';
import type { Diagnosis } from '../headscale/diagnose/ladder/diagnosis.ts';
import { diagnose } from '../headscale/diagnose/ladder/ladder.ts';
import { loadStyle } from '../output/style.ts';
import { checklist, checkView, diagnosisView } from '../output/views/doctor.ts';

export default class Doctor extends ServerCommand {
  static override summary = 'Find out why a server is not reached, and what to change';
  static override description =
    'Looks from the address up: name, connection, TLS, what answers, release, API key, clock, policy. Nothing is ' +
    'changed, and the key is sent in one call, to a server that is trusted. Ends with 0 where nothing failed, else ' +
    'with the exit code of the first failure.';
  static override examples = [
    { description: 'the server that is chosen', command: 'hs doctor' },
    { description: 'any address, without a key', command: 'hs doctor https://headscale.example.com' },
    { description: 'for a bug report: it holds no secret', command: 'hs doctor --output json' },
  ];
  static override args = { url: textArg('Where the server is; the chosen one where it is left out') };
  static override flags = formatFlag;

  async run(): Promise<void> {
    const { flags, args } = await this.read(Doctor);
    if (args.url !== undefined && flags.address !== undefined) {
      throw new HsError('usage', 'The server is named twice: by itself and with --address', {
        hint: 'Leave out one of them.',
      });
    }
    const server = await this.choose({ ...flags, address: args.url ?? flags.address }, { keyless: true });
    const source = server.settings.apiKey.value;
    const diagnosis = await diagnose({
      server: { ...server, signal: this.deps.signal },
      now: this.deps.now,
      connect: this.deps.connect,
      tunnels: this.deps.tunnels,
      noKey: source.kind === 'none' ? { setIn: source.setIn, why: source.withheld } : undefined,
    });
    await this.#tell(diagnosis);
    this.exitCode = diagnosis.exitCode;
  }

  async #tell(diagnosis: Diagnosis): Promise<void> {
    const { format, machine, width, colour } = this.out.how;
    if (machine) return await this.out.details(diagnosis, diagnosisView);
    if (format === 'csv' || format === 'name') return await this.out.list(diagnosis.checks, checkView);
    await this.out.text(checklist(diagnosis, { width, style: await loadStyle(colour) }));
  }
}
