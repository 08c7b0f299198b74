import { nearest } from '../../domain/suggest.ts';
import { HsError } from '../../errors.ts';
import type { Commands } from '../run.ts';
import { commandHelp } from './command-help.ts';
import { nounHelp, rootHelp } from './group-help.ts';
import { fitTopic } from './topic-text.ts';
import { TOPICS, topicText } from './topics.ts';

/**
 * The page for some words: nothing, a topic, a noun, verbs that belong together, or a command. Answers a function of the width in columns.
 * @throws HsError `usage` where there is no such page.
 */
export async function helpPage(
  words: readonly string[],
  commands: Pick<Commands, 'describe'>,
): Promise<(width: number) => string> {
  const all = await commands.describe();
  const [one] = words;
  if (one === undefined) return (width) => rootHelp(all, width);
  const topic = TOPICS.find(({ name, alias }) => name === one || alias === one);
  if (topic) {
    const text = await topicText(topic, all);
    return (width) => `${width < 80 ? fitTopic(text, width) : text}\n`;
  }
  const command = [3, 2, 1]
    .map((count) => all.find(({ id }) => id === words.slice(0, count).join(' ')))
    .find(Boolean);
  if (command) return (width) => commandHelp(command, width);
  const isGroup = (id: string) => all.some((known) => known.id.startsWith(`${id} `));
  const group = words.join(' ');
  if (isGroup(group)) return (width) => nounHelp(group, all, width) ?? '';
  const isNoun = isGroup(one);
  const typed = words.slice(0, isNoun ? 2 : 1).join(' ');
  const nouns = new Set(all.map(({ id }) => id.split(' ')[0] ?? ''));
  const known = [...all.map(({ id }) => id), ...nouns, ...TOPICS.map(({ name }) => name)];
  const near = nearest(typed, known);
  throw new HsError('usage', `There is no help for "${typed}"`, {
    hint: near.length > 0 ? `Did you mean hs help ${near[0]}?` : 'hs help lists what there is.',
  });
}
