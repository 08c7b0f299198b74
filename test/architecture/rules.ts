import type { Import } from './imports.ts';

interface Rule {
  /** Whose imports: the beginning of a path under src/. The longest that fits a file holds. */
  readonly of: string;
  /** What it may import: beginnings of paths under src/, besides its own folder and errors.ts. */
  readonly may: readonly string[];
  /** What it may import for its types alone. */
  readonly types?: readonly string[];
}

const COMMAND = ['cli/', 'operations/', 'output/', 'domain/', 'version.ts'];
const CLI = [
  'config/',
  'files/',
  'state/',
  'headscale/connect.ts',
  'headscale/named-address.ts',
  'headscale/ssh/tunnels.ts',
  'output/',
  'terminal/',
  'domain/',
  'operations/',
];

/** Who may import whom; what is not listed may not. */
export const RULES: readonly Rule[] = [
  { of: 'errors.ts', may: [] },
  { of: 'version.ts', may: [] },
  { of: 'start.ts', may: ['main.ts'], types: ['cli/describe.ts'] },
  { of: 'single.ts', may: ['main.ts'], types: ['cli/describe.ts'] },
  { of: 'main.ts', may: ['cli/', 'commands/table.ts', 'dropin/', 'version.ts'] },
  { of: 'commands/', may: COMMAND },
  { of: 'commands/contexts/', may: [...COMMAND, 'commands/', 'config/'] },
  { of: 'commands/login.ts', may: [...COMMAND, 'config/'] },
  { of: 'commands/logout.ts', may: [...COMMAND, 'config/'] },
  { of: 'commands/doctor.ts', may: [...COMMAND, 'headscale/diagnose/'] },
  { of: 'commands/history.ts', may: [...COMMAND, 'state/'] },
  { of: 'commands/sandbox.ts', may: [...COMMAND, 'sandbox/'] },
  // The choice of a server, what a context forbids and the history are the same whoever asks; nothing here is oclif's.
  {
    of: 'dropin/',
    may: [
      'cli/dependencies.ts',
      'cli/read-only.ts',
      'cli/remembered-changes.ts',
      'cli/server-target.ts',
      'config/proxy.ts',
      'files/place-file.ts',
      'operations/',
      'output/',
      'terminal/',
      'domain/',
      'version.ts',
    ],
    types: ['headscale/port.ts'],
  },
  { of: 'cli/', may: CLI, types: ['headscale/port.ts', 'headscale/raw-call.ts', 'headscale/tls.ts'] },
  // What each release can and cannot do, said as it is decided.
  { of: 'cli/help/', may: [...CLI, 'cli/', 'headscale/capabilities.ts'] },
  // The ladder behind login: what a certificate shows before anybody trusts it, and another path to the server.
  {
    of: 'cli/login/',
    may: [...CLI, 'cli/', 'headscale/diagnose/elsewhere.ts', 'headscale/diagnose/shown-certificate.ts'],
    types: ['headscale/port.ts', 'headscale/tls.ts'],
  },
  { of: 'cli/sandbox-options.ts', may: [...CLI, 'cli/', 'sandbox/release.ts'], types: ['sandbox/'] },
  { of: 'operations/', may: ['domain/', 'state/'], types: ['headscale/port.ts', 'headscale/raw-call.ts'] },
  { of: 'headscale/', may: ['domain/'] },
  // Never a check that hs makes, nor its table of capabilities: one mistake must not pass both sides.
  {
    of: 'sandbox/',
    may: ['domain/instant.ts', 'domain/release.ts', 'headscale/grpc/descriptors.ts', 'headscale/eras/era.ts'],
    types: ['domain/'],
  },
  { of: 'output/', may: ['domain/'] },
  { of: 'config/', may: ['domain/', 'files/'] },
  { of: 'state/', may: ['domain/'], types: ['files/kept-files.ts'] },
  { of: 'files/', may: [] },
  { of: 'terminal/', may: [] },
  { of: 'domain/', may: [] },
];

/** Packages, and modules of Node, that only some may import. */
const KEPT: readonly { readonly modules: RegExp; readonly to: readonly string[] }[] = [
  { modules: /^@oclif\//, to: ['commands/', 'cli/'] },
  { modules: /^@grpc\//, to: ['headscale/grpc/', 'sandbox/'] },
  { modules: /^protobufjs/, to: ['headscale/', 'sandbox/'] },
  { modules: /^(@inquirer\/|yocto-spinner)/, to: ['terminal/'] },
  { modules: /^(chalk|cli-table3|string-width)$/, to: ['output/'] },
  { modules: /^yaml$/, to: ['output/', 'config/yaml-value.ts', 'config/config-yaml.ts'] },
  { modules: /^@napi-rs\//, to: ['config/keyring-program.ts'] },
  {
    modules: /^node:(process|stream|fs|child_process|readline|tty|http|http2|https|net|tls)(\/|$)/,
    to: [
      'start.ts',
      'single.ts',
      'main.ts',
      'cli/',
      'config/',
      'files/',
      'terminal/',
      'headscale/',
      'sandbox/',
      'domain/ip-address.ts',
    ],
  },
];

/** Why a file under src/ may not import this; undefined where it may. */
export function refusal(file: string, { target, typeOnly }: Import): string | undefined {
  const importer = file.slice('src/'.length);
  const within = (prefixes: readonly string[], path: string) =>
    prefixes.some((prefix) => path.startsWith(prefix));
  if (!target.startsWith('src/')) {
    if (/^proto\/.*\.json$/.test(target))
      return within(['headscale/grpc/descriptors.ts'], importer) ? undefined : 'reads a schema';
    const kept = KEPT.find(({ modules }) => modules.test(target));
    return kept && !within(kept.to, importer) ? `${target} is for ${kept.to.join(', ')}` : undefined;
  }
  const imported = target.slice('src/'.length);
  const rule = RULES.filter(({ of }) => importer.startsWith(of)).sort((a, b) => b.of.length - a.of.length)[0];
  if (!rule) return 'stands in no folder that has a rule';
  const folder = rule.of.endsWith('/') ? [rule.of] : [];
  const may = ['errors.ts', ...folder, ...rule.may, ...(typeOnly ? (rule.types ?? []) : [])];
  return within(may, imported) ? undefined : `${rule.of} may import ${may.join(', ')}, not ${imported}`;
}
