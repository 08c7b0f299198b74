import type { PlannedChange } from '../../operations/planned-change.ts';
import type { Proposal } from '../approval.ts';

/** One change of one thing, as it is shown and asked about. */
export interface ItemPlan extends PlannedChange {
  /** The thing as messages name it: `laptop (id 6, alice)`. */
  readonly label: string;
  /** What is done to it, without the server: `Delete node laptop (id 6, alice)`. */
  readonly title: string;
  /** What is to be known of it alone: `It is online now`. */
  readonly facts: readonly string[];
  /** What is to be known of every such change on this release. */
  readonly warnings: readonly string[];
  readonly ask: Proposal['ask'];
  /** Said in place of a change that there is no need for. */
  readonly unchanged?: string | undefined;
}

/** The words for many changes of one kind. */
export interface ManyWords {
  /** What is done to so many, without the server: `Delete 3 nodes`. */
  title(count: number): string;
  /** Said where nothing was named, or fits. */
  readonly none: string;
}

/** More targets than this are approved by typing how many they are. */
const MOST_UNCOUNTED = 10;
/** The most targets that stand above a question: it has to stay in sight. */
const MOST_SHOWN = 50;

/** How strictly so many are asked about: as the strictest of them, and many by their count. */
export function askOfAll(plans: readonly ItemPlan[]): Proposal['ask'] {
  const [only, ...others] = plans;
  if (only !== undefined && others.length === 0) return only.ask;
  const typed = plans.some(({ ask }) => typeof ask === 'object');
  if (typed || plans.length > MOST_UNCOUNTED) return { type: String(plans.length) };
  return plans.some(({ ask }) => ask === 'confirm') ? 'confirm' : 'none';
}

/**
 * The lines below the title: the targets with what is to be known of each, then what holds for all.
 * @param show `all`; `some` above a question; `facts`: those alone of which there is something to say
 */
export function consequencesOfAll(plans: readonly ItemPlan[], show: 'all' | 'some' | 'facts'): string[] {
  const listed = show === 'facts' ? plans.filter(({ facts }) => facts.length > 0) : plans;
  const shown = show === 'all' ? listed : listed.slice(0, MOST_SHOWN);
  const more = listed.length - shown.length;
  return [
    ...shown.map(({ label, facts }) => [label, ...facts.map(lowerFirst)].join(', ')),
    ...(more > 0 ? [`and ${more} more; --dry-run shows all`] : []),
    ...new Set(plans.flatMap(({ warnings }) => warnings)),
  ];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
