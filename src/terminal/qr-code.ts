/**
 * A QR code as lines of half blocks, light on dark whatever the terminal's colours are.
 * @param coloured false leaves the colours out, which only a terminal with light text on dark then shows rightly
 */
export async function qrCode(text: string, coloured: boolean): Promise<string> {
  const { renderUnicodeCompact } = await import('uqr');
  const lines = renderUnicodeCompact(text, { ecc: 'M', border: 2 }).split('\n');
  const painted = coloured ? lines.map((line) => `\u001b[97;40m${line}\u001b[0m`) : lines;
  return `${painted.join('\n')}\n`;
}
