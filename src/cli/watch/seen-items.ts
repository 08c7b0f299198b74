import type { SeenItem } from '../../output/item-changes.ts';
import { chosenItems, itemJson, type RenderOptions } from '../../output/render.ts';
import type { View } from '../../output/view.ts';

/** What a list shows, each thing with what tells whether it has changed. */
export function seenItems<T>(
  items: readonly T[],
  view: View<T>,
  options: RenderOptions,
): readonly SeenItem<T>[] {
  const json = itemJson(view, options);
  return chosenItems(items, view, options).map((item) => ({ id: view.id(item), item, json: json(item) }));
}
