import type { Editor } from '../../src/terminal/editor.ts';

/** What a person makes of the text in the editor; what it throws is how the editor ends. */
export type Edit = (text: string) => string;

/** An editor in which a person does as the script says. */
interface ScriptedEditor {
  readonly editor: Editor;
  /** What is left, by file. */
  readonly drafts: ReadonlyMap<string, string>;
  /** Throws where the editor was opened more often, or less often, than the script says. */
  assertDone(): void;
}

/** Each opening of the editor is one edit of the script. */
export function scriptedEditor(script: readonly Edit[]): ScriptedEditor {
  const edits = [...script];
  const drafts = new Map<string, string>();
  let tooMany = false;

  return {
    drafts,
    assertDone() {
      if (tooMany) throw new Error('the editor was opened once more than the script says');
      if (edits.length > 0) throw new Error(`the editor was not opened for ${edits.length} edits`);
    },
    editor: {
      async begin(name) {
        const file = `/drafts/${name}`;
        return {
          file,
          async edit(text) {
            drafts.set(file, text);
            const edit = edits.shift();
            if (!edit) {
              tooMany = true;
              throw new Error('the script is at its end');
            }
            const saved = edit(text);
            drafts.set(file, saved);
            return saved;
          },
          read: async () => drafts.get(file),
          write: async (text) => void drafts.set(file, text),
          discard: async () => void drafts.delete(file),
        };
      },
    },
  };
}
