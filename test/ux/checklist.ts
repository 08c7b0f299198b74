import type { Line } from './line.ts';
import { CHANGES } from './lines/changes.ts';
import { OUTPUT } from './lines/output.ts';
import { SERVERS } from './lines/servers.ts';
import { WORDS } from './lines/words.ts';

/**
 * What people expect of a good command line, by number, and what proves that they find it here: tests by file and name,
 * as they stand in the source, or the reason why it is otherwise.
 */
export const CHECKLIST: readonly Line[] = [...WORDS, ...OUTPUT, ...CHANGES, ...SERVERS];
