import { knownFormat } from '../../../../src/dropin/output/format.ts';
import type { Rule } from '../rule.ts';
import { commandOf, flagOf } from './line.ts';

const NOT_A_FORMAT = ['table', 'JSON', 'json-lines', 'YAML'];

/** Differences that every command shares. */
export const GLOBAL_RULES: readonly Rule[] = [
  {
    difference: 'output-checked',
    fits: (one) =>
      knownFormat(flagOf(one, 'output') ?? '') === undefined && flagOf(one, 'help') === undefined,
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr:
      /^(Command "register" is deprecated, .*\n)?Error: unknown output format ".*": it can be json, json-line, yaml\n$/,
    carry: ({ argv, argvTemplate = argv }) => {
      const at = argvTemplate.findIndex((word) => NOT_A_FORMAT.includes(word));
      return at < 1 ? undefined : { line: argvTemplate.toSpliced(at - 1, 2) };
    },
  },
  {
    difference: 'completion',
    fits: (one) => commandOf(one) === 'completion bash',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /^Error: hs brings no completion script .*`hs completion bash`/,
  },
  {
    difference: 'help-words',
    fits: ({ helpLines }) => helpLines !== undefined,
    parts: ['stdout'],
    stdout: /^.*\n\nUsage:\n {2}headscale/,
  },
  {
    difference: 'help-words',
    fits: (one) => commandOf(one) === '__complete',
    parts: ['stdout'],
    stdout: ({ stdout }) => {
      // From 0.29 on `nodes register` is deprecated, and so not offered.
      const all = [...stdout.matchAll(/^(\S+)\t/gm)].map(([, name = '']) => name);
      const names = all.filter((name) => name !== 'register');
      const each = names.map((name) => `(?=(?:.*\\n)*${name}\\t)`).join('');
      return new RegExp(`^${each}(?:\\S+\\t.+\\n){${names.length}}:4\\n$`);
    },
  },
  {
    difference: 'server-side',
    fits: (one) => /^(configtest|generate private-key)$/.test(commandOf(one)),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /^Error: [a-z-]+ .* run the headscale program on the server's own machine\n$/,
  },
  {
    difference: 'old-names',
    version: '0.29.2',
    fits: ({ argv: [noun = ''] }) => ['namespace', 'namespaces', 'ns'].includes(noun),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /^(null|ID \| Name {2}?\| Username|ID \| Name \| Username \| Email \| Created)\n/,
    stderr: /^$/,
  },
  {
    difference: 'version-of-server',
    fits: (one) => commandOf(one) === 'version' && one.exit === 0,
    parts: ['stdout', 'stderr'],
    stdout: /version(": ?"|: | )(v?0\.2[89](\.\d+)?|unknown)\b/,
    stderr: /^The server does not tell its version: /,
  },
  {
    difference: 'words-of-0.29',
    version: '0.28.0',
    fits: (one) => commandOf(one) === 'users rename' && flagOf(one, 'new-name') === undefined,
    parts: ['stderr'],
    stderr: /required flag\(s\) \\?"new-name\\?" not set/,
  },
  {
    difference: 'words-of-0.29',
    version: '0.28.0',
    // Sentences that 0.28 tells in another way than 0.29 whatever the server said.
    fits: ({ stderr }) =>
      /Either --id or --prefix|Only one of --id or --prefix|"missing parameters"|error: missing parameters/.test(
        stderr,
      ),
    parts: ['stderr'],
    stderr: /(either --id or --prefix must|only one of --id or --prefix can) be provided: missing parameters/,
  },
];
