/** How a piece of text looks on the terminal. */
interface Look {
  readonly bold: boolean;
  readonly dim: boolean;
  readonly colour: Colour | undefined;
}

const COLOURS = { 31: 'red', 32: 'green', 33: 'yellow', 34: 'blue', 35: 'magenta', 36: 'cyan' } as const;

type Colour = (typeof COLOURS)[keyof typeof COLOURS];

/** Text that looks the same from its beginning to its end. */
export interface Run extends Look {
  readonly text: string;
}

const PLAIN: Look = { bold: false, dim: false, colour: undefined };
const ESCAPE = '\u001b';

/**
 * The lines of what a program printed, each as runs. Throws for what is neither text nor one of the looks that hs uses:
 * a picture that leaves something out would be no picture of it.
 */
export function readAnsi(output: string): Run[][] {
  let look = PLAIN;
  return output.split('\n').map((line) => {
    const runs: Run[] = [];
    for (const [index, part] of line.split(`${ESCAPE}[`).entries()) {
      const [, codes, text] = index === 0 ? ['', '', part] : (/^([\d;]*)m(.*)$/s.exec(part) ?? []);
      if (codes === undefined || text === undefined || /\p{Cc}/u.test(text)) {
        throw new Error(`no picture can show ${JSON.stringify(part)}`);
      }
      if (index > 0) look = codes.split(';').reduce(changed, look);
      if (text !== '') runs.push({ ...look, text });
    }
    return runs;
  });
}

function changed(look: Look, code: string): Look {
  const number = Number(code);
  if (number === 0) return PLAIN;
  if (number === 1) return { ...look, bold: true };
  if (number === 2) return { ...look, dim: true };
  if (number === 22) return { ...look, bold: false, dim: false };
  if (number === 39) return { ...look, colour: undefined };
  const colour = Object.entries(COLOURS).find(([known]) => known === code)?.[1];
  if (colour === undefined) throw new Error(`no picture can show the look ${code}`);
  return { ...look, colour };
}
