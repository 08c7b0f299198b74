import type { HeadscaleApi } from '../../headscale/port.ts';
import type { View } from '../../output/view.ts';

/** What is watched. */
export interface Watched<T> {
  readonly view: View<T>;
  /** Asks for it, once. */
  read(api: HeadscaleApi): Promise<readonly T[]>;
  /** Shows it to people; lines, each with its newline. */
  draw(items: readonly T[], room: Room): Promise<Drawing>;
}

/** How much there is room for. What has no room may be left out. */
export interface Room {
  readonly columns: number;
  readonly rows: number;
}

/** What people are shown, and the columns of it that had no room. */
export interface Drawing {
  readonly text: string;
  readonly leftOut: readonly string[];
  /** How many things were not drawn for lack of rows. */
  readonly more: number;
  /** How much it is: `9 nodes`. */
  readonly heading: string;
}

/** A time without the server, in milliseconds since 1970. */
export interface Away {
  readonly since: number;
  readonly at: number;
  /** Why it is not reached, without secrets; not yet safe for a terminal. */
  readonly why: string;
}

/** `closed`: nobody reads any more. */
export type Told = 'written' | 'closed';

/** One way to tell what is watched. */
export interface Teller<T> {
  /** `awaySince` where the server was not reached before. */
  seen(items: readonly T[], at: number, awaySince: number | undefined): Promise<Told>;
  away(away: Away): Promise<Told>;
  /** Leaves the terminal as it was. */
  end(): Promise<void>;
}
