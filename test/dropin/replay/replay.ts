import type { Release } from '../../../src/domain/release.ts';
import { differingParts, oldReason, type Part, type Seen } from './compare.ts';
import { NOT_PLAYABLE } from './not-playable.ts';
import { type RecordedCase, readCliRecording } from './recorded-case.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rule-list.ts';
import { ReplayStage } from './stage.ts';

/** What came of the replay of one recording. */
export interface Replayed {
  /** Cases that differ in a way that no documented difference explains, by name. */
  readonly unexplained: Readonly<Record<string, unknown>>;
  /** Documented differences that explain nothing any more. */
  readonly idle: readonly string[];
  readonly played: number;
}

/** Plays every case of a recording in its order. */
export async function replay(version: '0.28.0' | '0.29.2', release: Release): Promise<Replayed> {
  const recording = readCliRecording(version);
  const rules = RULES.filter((rule) => rule.version === undefined || rule.version === version);
  const used = new Set<Rule>();
  const unexplained: Record<string, unknown> = {};
  let played = 0;
  const stage = await ReplayStage.open(recording, release);
  try {
    for (const recorded of recording.cases) {
      if (NOT_PLAYABLE.some((why) => why.fits(recorded))) continue;
      played += 1;
      const before = stage.snapshot();
      const actual = await stage.play(recorded);
      const fitting = rules.filter((rule) => rule.fits(recorded));
      const left = leftOver(recorded, actual, fitting, version, used);
      if (left.length > 0) unexplained[nameOf(recorded)] = { left, recorded: shown(recorded), actual };
      for (const rule of fitting) {
        const carry = rule.carry?.(recorded);
        if (carry) await stage.carry(recorded, carry, before);
      }
    }
  } finally {
    await stage.close();
  }
  const idle = rules
    .filter((rule) => rule.parts.length > 0 && !used.has(rule))
    .map(({ difference }) => difference);
  return { unexplained, idle, played };
}

/** The parts that differ and are not explained. A rule explains a part where hs does there what the rule says. */
function leftOver(
  recorded: RecordedCase,
  actual: Seen,
  rules: readonly Rule[],
  version: string,
  used: Set<Rule>,
): Part[] {
  return differingParts(recorded, actual).filter((part) => {
    const rule = rules.find((one) => one.parts.includes(part) && doesAsSaid(one, part, recorded, actual));
    if (rule) used.add(rule);
    if (rule) return false;
    // Older clients tell errors in other sentences, around what the server said.
    const reason = version === '0.28.0' && part === 'stderr' ? oldReason(recorded.stderr) : '';
    return !(reason !== '' && recorded.exit === 1 && actual.exit === 1 && holds(actual.stderr, reason));
  });
}

function holds(stderr: string, reason: string): boolean {
  const unquoted = (text: string) => text.replace(/\\(["\\])/g, '$1').replaceAll("''", "'");
  return [stderr, unquoted(stderr)].some((text) => text.includes(reason));
}

function doesAsSaid(
  { exit, stdout, stderr }: Rule,
  part: Part,
  recorded: RecordedCase,
  actual: Seen,
): boolean {
  if (part === 'exit') return exit === actual.exit;
  const words = part === 'stdout' ? stdout : stderr;
  const said = typeof words === 'function' ? words(recorded) : words;
  return said?.test(actual[part]) ?? false;
}

/** Cases are called by their number and what was typed. */
function nameOf({ n, argv }: RecordedCase): string {
  return `${n} ${argv.join(' ')}`;
}

function shown({ exit, stdout, stderr, env, note }: RecordedCase) {
  return { exit, stdout, stderr, env, note };
}
