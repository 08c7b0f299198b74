import { formatRange, type ReleaseRange } from '../../domain/release.ts';
import { visible } from '../safe-text.ts';
import type { Style, Tone } from '../style.ts';
import type { JsonObject, View } from '../view.ts';

/** One line of the checklist. */
export interface ShownCheck {
  /** Short and stable, for programs. */
  readonly id: string;
  readonly title: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly detail: string;
  /** What to change, a line each. */
  readonly fix: readonly string[];
}

/** Everything that was looked at, in its order. */
export interface ShownDiagnosis {
  readonly address: string;
  readonly checks: readonly ShownCheck[];
  readonly release: ShownRelease | undefined;
}

interface ShownRelease {
  readonly range: ReleaseRange;
  readonly version: string | undefined;
  readonly transport: string | undefined;
  readonly foundBy: readonly string[];
  readonly contradiction: string | undefined;
  readonly hazards: readonly string[];
}

/** The checks as rows, for CSV and names. */
export const checkView: View<ShownCheck> = {
  one: 'check',
  many: 'checks',
  columns: [
    { id: 'id', header: 'ID', description: 'name of the check', value: ({ id }) => id },
    {
      id: 'status',
      header: 'Status',
      description: 'ok, warning, failed or skipped',
      value: ({ status }) => status,
    },
    { id: 'title', header: 'Title', description: 'what is looked at', value: ({ title }) => title },
    { id: 'detail', header: 'Detail', description: 'what was found', value: ({ detail }) => detail },
    { id: 'fix', header: 'Fix', description: 'what to change', value: ({ fix }) => fix },
  ],
  toJson: checkJson,
  id: ({ id }) => id,
};

/** The whole diagnosis as one document. */
export const diagnosisView: View<ShownDiagnosis> = {
  one: 'diagnosis',
  many: 'diagnoses',
  columns: [],
  toJson: ({ address, checks, release }) => ({
    address,
    checks: checks.map(checkJson),
    release: release ? releaseJson(release) : null,
  }),
  id: ({ address }) => address,
};

function checkJson({ id, status, title, detail, fix }: ShownCheck): JsonObject {
  return { id, status, title, detail, fix };
}

function releaseJson(release: ShownRelease): JsonObject {
  const { range, version = null, transport = null, foundBy, contradiction = null, hazards } = release;
  return {
    release: formatRange(range),
    oldest: range.oldest,
    newest: range.newest,
    version,
    transport,
    foundBy,
    contradiction,
    hazards,
  };
}

/** How the checklist is to look. */
export interface ChecklistLayout {
  /** Columns of the terminal; null leaves every line whole. */
  readonly width: number | null;
  readonly style: Style;
}

const TONES: Readonly<Record<ShownCheck['status'], Tone>> = {
  ok: 'good',
  warning: 'warning',
  failed: 'bad',
  skipped: 'dim',
};

/** Beyond this many columns a line is hard to read. */
const WIDEST = 100;

const STATUS_WIDTH = 9;
const TITLE_WIDTH = 13;

/** For people: a line for each check, what to change indented beneath it; at the end what to expect of the release. */
export function checklist({ checks, release }: ShownDiagnosis, { width, style }: ChecklistLayout): string {
  const columns = width === null ? Number.POSITIVE_INFINITY : Math.min(width, WIDEST);
  const lines = checks.flatMap(({ title, status, detail, fix }) => {
    const word = style.paint(TONES[status], status) + ' '.repeat(STATUS_WIDTH - status.length);
    const [first = '', ...more] = hanging(`${title.padEnd(TITLE_WIDTH)}`, detail, STATUS_WIDTH, columns);
    return [
      word + first.slice(STATUS_WIDTH),
      ...more,
      ...fix.flatMap((line) => hanging('> ', line, STATUS_WIDTH, columns)),
    ];
  });
  if (release !== undefined && release.hazards.length > 0) {
    const expected = release.hazards.flatMap((line) => hanging('- ', line, 2, columns));
    lines.push('', `What to know of Headscale ${formatRange(release.range)}:`, ...expected);
  }
  return `${lines.join('\n')}\n`;
}

/** Text behind a mark, all of it `indent` columns from the left and its lines in line with each other. */
function hanging(mark: string, text: string, indent: number, columns: number): string[] {
  const start = indent + mark.length;
  return wrapped(visible(text), columns - start).map(
    (part, index) => `${' '.repeat(indent)}${index === 0 ? mark : ' '.repeat(mark.length)}${part}`,
  );
}

/** Breaks at spaces; a word that is longer than the line stays whole, for it may have to be copied. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
