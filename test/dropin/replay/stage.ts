import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Release } from '../../../src/domain/release.ts';
import type { RunningSandbox } from '../../../src/sandbox/running.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import type { Device } from '../../../src/sandbox/store/rows.ts';
import { Store, type StoreState } from '../../../src/sandbox/store/store.ts';
import { Table } from '../../../src/sandbox/store/table.ts';
import { runHeadscale } from '../../support/harness.ts';
import { closedPort, Servers, webServer } from '../../support/servers.ts';
import type { Seen } from './compare.ts';
import type { CliRecording, RecordedCase } from './recorded-case.ts';
import type { Carry } from './rule.ts';

/** The policy of the server that has one in a file, as it was recorded. */
const FILE_POLICY =
  '{\n  // in a file\n  "acls": [ { "action": "accept", "src": ["*"], "dst": ["*:*"] } ],\n}\n';

interface PolicyPlace {
  readonly policyMode?: string;
  readonly policyPath?: string;
}

/** What a server holds, in its database and in memory. */
interface Snapshot {
  readonly state: StoreState;
  readonly waiting: readonly (readonly [registrationId: string, device: Device])[];
}

/** Where the recorded cases are played again: servers, files and what earlier answers gave. */
export class ReplayStage {
  readonly #recording: CliRecording;
  readonly #release: Release;
  readonly #folder: string;
  readonly #servers = new Servers();
  readonly #ports: Readonly<Record<string, number>>;
  #sandbox: RunningSandbox;
  /** Secrets of API keys in the order in which they were made. */
  readonly #apiKeys: string[] = [];

  private constructor(
    recording: CliRecording,
    release: Release,
    folder: string,
    sandbox: RunningSandbox,
    ports: Readonly<Record<string, number>>,
  ) {
    this.#recording = recording;
    this.#release = release;
    this.#folder = folder;
    this.#sandbox = sandbox;
    this.#ports = ports;
  }

  static async open(recording: CliRecording, release: Release): Promise<ReplayStage> {
    const folder = await mkdtemp(path.join(tmpdir(), 'hs-cli-'));
    const sandbox = await emptySandbox(release, folder, {});
    const ports: Record<string, number> = {};
    const stage = new ReplayStage(recording, release, folder, sandbox, ports);
    ports['refused'] = await closedPort();
    ports['the metrics port'] = await stage.#servers.listen(
      webServer(() => ({
        status: 404,
        headers: { 'content-type': 'text/plain' },
        body: '404 page not found\n',
      })),
    );
    const plain = await startSandbox({ release });
    stage.#plain = plain;
    ports['a plaintext server'] = plain.grpcPort;
    ports['a plaintext server, insecure'] = plain.grpcPort;
    for (const [name, text] of Object.entries(recording.files)) await stage.#write(name, text);
    await writeFile(path.join(folder, 'stale.sock'), '');
    await mkdir(path.join(folder, 'home'));
    return stage;
  }

  #plain: RunningSandbox | undefined;

  /** Where the server is now, for `carry`. */
  snapshot(): Snapshot {
    const { registrations } = this.#sandbox.store;
    const waiting = registrations.ids(Date.now()).flatMap((id) => {
      const device = registrations.get(id, Date.now());
      return device ? [[id, device] as const] : [];
    });
    return { state: this.#sandbox.state(), waiting };
  }

  async close(): Promise<void> {
    await this.#servers.end();
    await this.#plain?.stop();
    await this.#sandbox.stop();
    await rm(this.#folder, { recursive: true });
  }

  /** Runs a case in process, on the server of its section, with the files and variables that it names. */
  async play(
    recorded: RecordedCase,
    argv: readonly string[] = this.#inserted(recorded.argvTemplate ?? recorded.argv),
  ): Promise<Seen> {
    await this.#enter(recorded);
    const env = Object.fromEntries(
      Object.entries({ ...this.#connection(recorded), ...recorded.env, ...patience(recorded) }).map(
        ([name, value]) => [name, this.#filled(value, recorded)],
      ),
    );
    const { code, out, err } = await runHeadscale(
      argv.map((word) => this.#filled(word, recorded)),
      {
        env,
        realFiles: true,
        ca: recorded.trust === 'none' ? undefined : (this.#sandbox.caPem ?? undefined),
        ...(recorded.stdin === undefined ? {} : { stdin: recorded.stdin }),
      },
    );
    this.#noteApiKey(out);
    return { exit: code, stdout: this.#anonymous(out), stderr: this.#anonymous(err) };
  }

  /** Brings the server to where the recorded one got. `before` is where it was. */
  async carry(recorded: RecordedCase, carry: Carry, before: Snapshot): Promise<void> {
    if ('line' in carry) {
      await this.play(recorded, this.#inserted(carry.line));
    } else if ('call' in carry) {
      const [rpc, request] = carry.call;
      const answer = await this.#sandbox.core.call(rpc, request, { trusted: true });
      if (typeof answer['apiKey'] === 'string') this.#apiKeys.push(answer['apiKey']);
    } else {
      const { users, preAuthKeys, nodes, routes, apiKeys, policies } = new Store(before.state);
      const { store } = this.#sandbox;
      Object.assign(store, { users, preAuthKeys, nodes, routes, apiKeys, policies });
      for (const [id, device] of before.waiting) store.registrations.add(id, device, Date.now());
    }
  }

  /** Begins another server where the recording does. */
  async #enter({ n, argv, note }: RecordedCase): Promise<void> {
    const section = this.#recording.sections.find(({ from }) => from === n)?.name ?? '';
    if (note === 'the server has been stopped') await this.#sandbox.stop();
    if (section === 'clients and used keys') await this.#begin({});
    if (section === 'policy in a file') {
      const policyPath = path.join(this.#folder, 'policy-in-file.hujson');
      await writeFile(policyPath, FILE_POLICY);
      await this.#begin({ policyMode: 'file', policyPath });
    }
    const [clients] = this.#recording.sections.filter(({ name }) => name === 'clients and used keys');
    if (clients && n > clients.from && n <= clients.to && argv.join(' ') === 'nodes list')
      this.#joinClients();
    if (note === 'policy.mode file, no path') await this.#begin({ policyMode: 'file', policyPath: '' });
  }

  /** The real clients that were there, each with the key of its number; once. */
  #joinClients(): void {
    const { devices, store } = this.#sandbox;
    if (store.nodes.all().length > 0) return;
    const clients = [
      { hostname: 'router', routes: ['10.1.0.0/24', '0.0.0.0/0', '::/0'] },
      { hostname: 'John Does MacBook' },
      { hostname: 'web-1' },
    ];
    for (const [index, client] of clients.entries()) {
      devices.join(store.preAuthKeys.get(index + 1)?.secret ?? '', client);
    }
  }

  async #begin(policy: PolicyPlace): Promise<void> {
    await this.#sandbox.stop();
    this.#sandbox = await emptySandbox(this.#release, this.#folder, policy);
  }

  #connection({ connection }: RecordedCase): Readonly<Record<string, string>> {
    return connection === 'socket' ? { HEADSCALE_CONFIG: '<dir>/config.yaml' } : {};
  }

  async #write(name: string, text: string): Promise<void> {
    const size = /with a comment of (\d) MiB/.exec(text)?.[1] ?? /with (\d) MiB/.exec(text)?.[1];
    const content = size === undefined ? text : bigPolicy(Number(size));
    this.#files.set(name.replace('<dir>/', ''), content);
  }

  readonly #files = new Map<string, string>([['config.yaml', 'unix_socket: <dir>/hs.sock\n']]);

  /** A text with the values of this stage in the place of names; files it names are written. */
  #filled(text: string, recorded: RecordedCase): string {
    const { note } = recorded;
    const [apiKey = ''] = this.#apiKeys;
    const port =
      note === 'the main HTTPS port'
        ? new URL(this.#sandbox.httpAddress).port
        : (this.#ports[note ?? ''] ?? this.#sandbox.grpcPort);
    const values: Readonly<Record<string, string>> = {
      '<dir>': this.#folder,
      '<home>': path.join(this.#folder, 'home'),
      '<port>': String(isRefused(recorded) ? this.#ports['refused'] : port),
      '<api key>': apiKey,
      '<api key less its last character>': apiKey.slice(0, -1),
      '<expired api key>': this.#apiKeys.at(-1) ?? '',
    };
    const fill = (from: string) =>
      Object.entries(values).reduce((all, [name, value]) => all.replaceAll(name, value), from);
    const file = /<dir>\/([^ "]+)/.exec(text)?.[1];
    const content = file === undefined ? undefined : this.#files.get(file);
    if (file !== undefined && content !== undefined)
      writeFileSync(path.join(this.#folder, file), fill(content));
    return fill(text);
  }

  /** The other way round, as the recording has it. */
  #anonymous(text: string): string {
    return text
      .replaceAll(path.join(this.#folder, 'home'), '<home>')
      .replaceAll(this.#folder, '<dir>')
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>');
  }

  /** Words with the names for values of earlier replies replaced by these. */
  #inserted(words: readonly string[]): readonly string[] {
    const hoursAhead = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19);
    const others: Readonly<Record<string, string>> = {
      in1h: `${hoursAhead(1)}Z`,
      in48h: `${hoursAhead(48)}Z`,
      ago1h: `${hoursAhead(-1)}Z`,
      evil: String(this.#sandbox.store.nodes.all().at(-1)?.id),
    };
    return words.map((word) =>
      word.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
        const [, form = '', index = ''] = /^([a-z]+)(\d+)$/.exec(name) ?? [];
        return others[name] ?? this.#keyForm(form, Number(index));
      }),
    );
  }

  /** A name of an API key: as it is listed, its bare prefix, or that without what stands for the rest. */
  #keyForm(form: string, index: number): string {
    const prefix = this.#apiKeys[index - 1]?.slice('hskey-api-'.length, 'hskey-api-'.length + 12) ?? '';
    if (form === 'short') return prefix;
    return `hskey-api-${prefix}${form === 'listed' ? '-***' : ''}`;
  }

  #noteApiKey(out: string): void {
    const secret = /^"?(hskey-api-[\w-]{77})"?\n/.exec(out)?.[1];
    if (secret !== undefined) this.#apiKeys.push(secret);
  }
}

/** Where the time to answer is recorded, a busy machine should not need it for the call itself. */
function patience({ note = '' }: RecordedCase): Readonly<Record<string, string>> {
  return note.startsWith('answered after') ? { HEADSCALE_CLI_TIMEOUT: '30s' } : {};
}

/** Two recorded cases have the port of nobody and no note. */
function isRefused({ env, note }: RecordedCase): boolean {
  return (
    note === 'refused' ||
    (['1s', '200ms'].includes(env?.['HEADSCALE_CLI_TIMEOUT'] ?? '') && note === undefined)
  );
}

async function emptySandbox(release: Release, folder: string, policy: PolicyPlace): Promise<RunningSandbox> {
  const socketPath = path.join(folder, 'hs.sock');
  const sandbox = await startSandbox({ release, tls: true, socketPath, ...policy });
  // A recorded server had no key of its own.
  Object.assign(sandbox.store, { apiKeys: new Table() });
  return sandbox;
}

/** A good policy with a comment of so many MiB. */
function bigPolicy(mebibytes: number): string {
  return `{\n// ${'x'.repeat(mebibytes * 1024 * 1024)}\n"acls":[]}\n`;
}
