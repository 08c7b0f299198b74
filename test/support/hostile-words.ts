/** Values that something on the way to a program would like to take apart, expand or drop, by what is in them. */
export const HOSTILE_WORDS: Readonly<Record<string, string>> = {
  spaces: '  John   Doe ',
  quotes: `J "the 'x'" O'Neil`,
  'a newline': 'John\nDoe\n\n',
  'what a shell runs': '$(touch pwned) `touch pwned` $HOME "$HOME" !! *',
  'a dash in front': '-i',
  'two dashes in front': '--force',
  'characters beyond the BMP': '𝒥ohn 🧑‍🚀 Jose\u0301',
  backslashes: 'C:\\new\\table\\ \\',
  'what ends a command': 'a; b | c & d > e # f',
  'what Ansible reads': '{{ 1 }} a=b {# x #} creates=/x',
};
