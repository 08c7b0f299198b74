import path from 'node:path';
import { HsError } from '../../errors.ts';
import {
  type Found,
  folderThere,
  lookAt,
  type Placed,
  place,
  replacePlaced,
  takeAway,
} from '../../files/place-file.ts';
import { shellLine } from './shell-word.ts';

/** The hs that is to stand in the place of the official client. */
export interface ThisProgram {
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  /** What starts it: the runtime, where it needs one, and its own file. */
  readonly command: readonly string[];
}

/** The first line of a file for Windows that hs made, and what it is known by. */
const MADE_BY_HS = '@rem Made by hs headscale --install';

/** What the file of hs is called: in its package, as one file, and as one file that was renamed to what it is. */
const NAMES_OF_HS = /^hs(\.js|\.exe|-[a-z]+-[a-z\d]+(\.exe)?)?$/;

/**
 * Puts `headscale` into a folder; answers what to say. What hs made before is made new, anything else stays.
 * @throws HsError `usage`, `conflict` for what hs did not make, `failed`
 */
export async function install(folder: string, program: ThisProgram): Promise<string[]> {
  const whole = await folderThere(folder);
  const file = path.join(whole, nameOn(program));
  const wished = placedOn(program);
  const found = await lookAt(file);
  const undo = `Undo: ${shellLine(['hs', 'headscale', '--uninstall', whole])}`;
  if (isSame(found, wished)) return [`${file} is there already, and leads to this hs`, undo];
  if (found.kind === 'nothing') await place(file, wished);
  else {
    requireOwn(found, file, program);
    await replacePlaced(file, wished, program.pid);
  }
  const verb = found.kind === 'nothing' ? 'Made' : 'Renewed';
  return [`${verb} ${file}, which leads to ${program.command.at(-1)}`, undo];
}

/**
 * Takes `headscale` out of a folder, if hs put it there; answers what to say.
 * @throws HsError `usage`, `conflict` for what hs did not make, `failed`
 */
export async function uninstall(folder: string, program: ThisProgram): Promise<string[]> {
  const file = path.join(await folderThere(folder), nameOn(program));
  const found = await lookAt(file);
  if (found.kind === 'nothing') return [`There is no ${file}, so nothing was removed`];
  requireOwn(found, file, program);
  await takeAway(file);
  return [`Removed ${file}`];
}

function nameOn({ platform }: ThisProgram): string {
  return platform === 'win32' ? 'headscale.cmd' : 'headscale';
}

/** Windows starts no link by its name, so there it is a file that starts hs. */
function placedOn({ platform, command }: ThisProgram): Placed {
  if (platform !== 'win32') return { linkTo: command.at(-1) ?? '' };
  const start = command.map((word) => `"${word.replaceAll('%', '%%')}"`).join(' ');
  return { text: `${MADE_BY_HS}\r\n@${start} headscale %*\r\n` };
}

function isSame(found: Found, wished: Placed): boolean {
  if (found.kind === 'link') return 'linkTo' in wished && found.to === wished.linkTo;
  return found.kind === 'file' && 'text' in wished && found.text === wished.text;
}

function requireOwn(found: Found, file: string, program: ThisProgram): void {
  if (isOwn(found, program)) return;
  const aside = program.platform === 'win32' ? ['move', file, `${file}.old`] : ['mv', file, `${file}.old`];
  throw new HsError('conflict', `${file} is there already, and hs did not make it`, {
    hint: `It is left as it is. To move it aside: ${shellLine(aside)}`,
  });
}

/** A link that ends at this program, or at what a hs is called; a file that says so. */
function isOwn(found: Found, { command }: ThisProgram): boolean {
  if (found.kind === 'file') return found.text.startsWith(MADE_BY_HS);
  if (found.kind !== 'link') return false;
  return found.program === command.at(-1) || NAMES_OF_HS.test(path.basename(found.to));
}
