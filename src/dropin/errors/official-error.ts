/** An error in the words of the official command line, without its `Error: `. It always ends with exit code 1. */
export class OfficialError extends Error {
  override readonly name = 'OfficialError';
}
