import { type OfficialFlag, switchFlag, textFlag } from './flag.ts';

export const CONFIG = textFlag({
  name: 'config',
  char: 'c',
  summary: 'A Headscale config file that names the server (HEADSCALE_CONFIG does too)',
});

export const OUTPUT = textFlag({
  name: 'output',
  char: 'o',
  summary: 'json, json-line or yaml; empty for people',
});

export const FORCE = switchFlag({ name: 'force', summary: 'Answer yes to every question' });

/** Every command has it; while a command is looked for, it is unknown (cobra 1.10). */
export const HELP = switchFlag({ name: 'help', char: 'h', summary: 'Show this help' });

/** Commands that know none of the global flags where they stand first. */
const ALONE: readonly (string | undefined)[] = ['version', 'mockoidc', 'completion'];

/** What every command of a line knows. */
export function globalFlags(words: readonly string[]): readonly OfficialFlag[] {
  return ALONE.includes(words[0]) ? [] : [CONFIG, OUTPUT, FORCE];
}
