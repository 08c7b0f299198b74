import type { ChalkInstance } from 'chalk';

/** What a colour stands for. Beside each there is always a word: colour carries no meaning alone. */
export type Tone = 'good' | 'bad' | 'warning' | 'dim' | 'strong' | 'accent';

/** Paints text in the terminal's own sixteen colours, or leaves it as it is. */
export interface Style {
  /** False where nothing is painted. */
  readonly coloured: boolean;
  paint(tone: Tone, text: string): string;
}

/** What `--color` takes. */
export const COLOUR_CHOICES = ['auto', 'always', 'never'] as const;

export type ColourChoice = (typeof COLOUR_CHOICES)[number];

export interface ColourFacts {
  readonly flag: ColourChoice;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the stream that is written to is a terminal; stdout and stderr are asked apart. */
  readonly isTTY: boolean;
}

/**
 * 0 for none, 1 for the sixteen colours. `--color` beats `NO_COLOR`, which beats `FORCE_COLOR` and
 * `CLICOLOR_FORCE`, then `TERM=dumb`, then whether it is a terminal. An empty `NO_COLOR` counts as unset
 * (no-color.org); chalk 6 does not look at it at all, so this is decided here.
 */
export function colourLevel(facts: ColourFacts): 0 | 1 {
  const { flag, env, isTTY } = facts;
  if (flag !== 'auto') return flag === 'always' ? 1 : 0;
  if (env['NO_COLOR']) return 0;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced === '0' || forced === 'false' ? 0 : 1;
  if (env['CLICOLOR_FORCE'] && env['CLICOLOR_FORCE'] !== '0') return 1;
  if (env['TERM'] === 'dumb') return 0;
  return isTTY ? 1 : 0;
}

/** The style that paints nothing. */
export const PLAIN: Style = { coloured: false, paint: (_tone, text) => text };

/** The style of a level; chalk is loaded only where something is painted. */
export async function loadStyle(level: 0 | 1): Promise<Style> {
  if (level === 0) return PLAIN;
  const { Chalk } = await import('chalk');
  const painters = paintersOf(new Chalk({ level }));
  return { coloured: true, paint: (tone, text) => (text === '' ? '' : painters[tone](text)) };
}

function paintersOf(chalk: ChalkInstance): Readonly<Record<Tone, (text: string) => string>> {
  return {
    good: chalk.green,
    bad: chalk.red,
    warning: chalk.yellow,
    dim: chalk.dim,
    strong: chalk.bold,
    accent: chalk.cyan,
  };
}
