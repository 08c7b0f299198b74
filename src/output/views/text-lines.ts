import type { View } from '../view.ts';

/** One line that the server wrote. */
export interface TextLine {
  readonly text: string;
}

/** What a server answers in lines of its own words. */
export const textLineView: View<TextLine> = {
  one: 'change',
  many: 'changes',
  columns: [
    { id: 'text', header: 'Change', description: 'what the server says it did', value: ({ text }) => text },
  ],
  toJson: ({ text }) => ({ text }),
  id: ({ text }) => text,
};
