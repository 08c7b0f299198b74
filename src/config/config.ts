import { quoted } from '../domain/quoted.ts';
import { didYouMean, nearest } from '../domain/suggest.ts';
import { HsError } from '../errors.ts';
import type { Context } from './context.ts';

/** All contexts, and the one that is meant where none is named. */
export interface Config {
  /** May name a context that is not there: {@link findContext} says so. */
  readonly currentContext: string | undefined;
  /** By name, in the order of the file. */
  readonly contexts: ReadonlyMap<string, Context>;
}

/** What there is before the first login. */
export const NO_CONFIG: Config = { currentContext: undefined, contexts: new Map() };

/**
 * The context of this name. `origin` says who named it, where the person who reads the error did not type it:
 * `HS_CONTEXT`, `currentContext`.
 * @throws HsError `not_found`, naming similar ones.
 */
export function findContext(config: Config, name: string, origin?: string): Context {
  const context = config.contexts.get(name);
  if (context !== undefined) return context;
  const names = [...config.contexts.keys()];
  const from = origin === undefined ? '' : `, which ${origin} names`;
  throw new HsError('not_found', `There is no context ${quoted(name)}${from}`, {
    hint:
      didYouMean(nearest(name, names)) ??
      (names.length === 0
        ? 'There is none at all: hs login URL makes the first.'
        : `There is ${names.slice(0, 8).join(', ')}.`),
  });
}
