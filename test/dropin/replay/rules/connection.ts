import type { RecordedCase } from '../recorded-case.ts';
import type { Rule } from '../rule.ts';
import { commandOf } from './line.ts';

const NOT_REACHED =
  /connecting to headscale: connecting to|Could not connect: context deadline exceeded|API_KEY environment variable needs to be set/;

const namesFile = ({ argv, env }: RecordedCase, file: RegExp) =>
  [...argv, env?.['HEADSCALE_CONFIG'] ?? ''].some((word) => file.test(word));

/** Differences in which server is reached, and how it is told where none is. */
export const CONNECTION_RULES: readonly Rule[] = [
  {
    difference: 'timeout-unit',
    fits: ({ env }) => /^(30|garbage|-1s|0)$/.test(env?.['HEADSCALE_CLI_TIMEOUT'] ?? ''),
    parts: ['stderr'],
    stderr:
      /^\{"error":"connecting to headscale: HEADSCALE_CLI_TIMEOUT: .* is (not a duration|no lifetime): /,
  },
  {
    difference: 'timeout-unit',
    fits: ({ env }) => env?.['HEADSCALE_CLI_TIMEOUT'] === '1d',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /"name":"bob"/,
    stderr: /^$/,
  },
  {
    difference: 'reaches-more',
    fits: ({ note }) => note === 'a URL' || note === 'the main HTTPS port',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /alice@example\.com/,
    stderr: /^$/,
  },
  {
    difference: 'key-trimmed',
    fits: ({ env }) => /^<api key>\s+$/.test(env?.['HEADSCALE_CLI_API_KEY'] ?? ''),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /\bbob\b/,
    stderr: /^$/,
  },
  {
    difference: 'no-search-paths',
    fits: ({ note }) => /in the working directory|as ~\/\.headscale\/config\.yaml/.test(note ?? ''),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /connecting to headscale: Cannot reach Headscale at \/var\/run\/headscale\/headscale\.sock/,
  },
  {
    difference: 'server-chosen-whole',
    fits: ({ note }) => note === 'the environment wins over the file',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /validat\w+ token/,
  },
  {
    difference: 'config-when-needed',
    fits: (one) => namesFile(one, /broken\.yaml$/) && /^(help|version)$/.test(commandOf(one)),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 0,
    stdout: /Usage:|headscale version unknown/,
    stderr: /^$|^The server does not tell its version: .*config_broken\.yaml/,
  },
  {
    difference: 'config-when-needed',
    fits: ({ stderr }) => /FTL .*rror loading config file/.test(stderr),
    parts: ['stderr'],
    stderr: /connecting to headscale: .*(missing\.yaml|<home>|config_broken\.yaml)|required flag/,
  },
  {
    difference: 'insecure-said',
    fits: (one) =>
      /^(true|1)$/.test(one.env?.['HEADSCALE_CLI_INSECURE'] ?? '') || namesFile(one, /config_\w+\.yaml$/),
    parts: ['stderr'],
    stderr:
      /^Warning: (HEADSCALE_CLI_INSECURE|<dir>\/config_\w+\.yaml) says that nobody checks who answers at /,
  },
  {
    difference: 'connection-told',
    fits: ({ stderr }) => NOT_REACHED.test(stderr),
    parts: ['stderr'],
    stderr:
      /connecting to headscale: (Cannot reach Headscale at|No answer from Headscale at|There is no API key for|There is no server) /,
  },
  {
    difference: 'words-of-0.29',
    version: '0.28.0',
    // 0.28 looks at its arguments before it looks for a key, 0.29 after that.
    fits: ({ env, connection }) => connection === 'remote' && env?.['HEADSCALE_CLI_API_KEY'] === undefined,
    parts: ['stderr'],
    stderr: /^Error: connecting to headscale: There is no API key for /,
  },
];
