import type { Rule } from '../rule.ts';
import { commandOf, flagOf } from './line.ts';

/** Differences of `policy`. */
export const POLICY_RULES: readonly Rule[] = [
  {
    difference: 'server-side',
    fits: ({ argv }) => argv.some((word) => /^--bypass-(grpc|server)-and-/.test(word)),
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /--bypass-(grpc|server)-and-access-database-directly opens the database of the server/,
  },
  {
    difference: 'empty-policy',
    fits: (one) => flagOf(one, 'file') === '<dir>/empty.hujson',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /^Error: reading policy file: The policy in <dir>\/empty\.hujson is empty\n/,
    carry: (one) => (commandOf(one) === 'policy set' ? { call: ['SetPolicy', { policy: '' }] } : undefined),
  },
  {
    difference: 'stdin-dash',
    fits: (one) => flagOf(one, 'file') === '-',
    parts: [],
    carry: () => ({ call: ['SetPolicy', { policy: '{"acls":[]}\n' }] }),
  },
  {
    difference: 'check-by-server',
    version: '0.28.0',
    fits: (one) => commandOf(one) === 'policy check',
    parts: ['exit', 'stdout', 'stderr'],
    exit: 1,
    stdout: /^$/,
    stderr: /^(Error: |\{\n\t"error": "|error: .*)(This release|The release|.*)/,
  },
];
