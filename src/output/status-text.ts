import { formatRelative } from '../domain/relative-time.ts';
import { formatRange } from '../domain/release.ts';
import { visible } from './safe-text.ts';
import type { Style } from './style.ts';
import { measureFor } from './text-width.ts';
import type { Status } from './views/status.ts';
import { wrapLine } from './wrap-text.ts';

/**
 * A tailnet at a glance, for people. Every line says a whole thing, and colour says nothing that words do not.
 * @param columns of the terminal, for lines to be broken at; null in a pipe
 */
export async function statusText(
  status: Status,
  { paint }: Style,
  { now, columns }: { readonly now: number; readonly columns: number | null },
): Promise<string> {
  const { nodes, routes, users, preAuthKeys, apiKeys, attention, faults } = status;
  const parts = (...texts: (string | false)[]) => texts.filter((text) => text !== false).join(', ');
  const rows: [string, string][] = [
    [
      'Nodes',
      parts(
        `${nodes.online} of ${nodes.total} online`,
        nodes.expired > 0 && paint('bad', `${nodes.expired} expired`),
        nodes.expiring > 0 && paint('warning', `${nodes.expiring} expiring`),
      ),
    ],
    [
      'Routes',
      parts(
        `${routes.serving} serving of ${routes.approved} approved`,
        routes.waiting > 0 && paint('warning', `${routes.waiting} waiting`),
      ),
    ],
    ['Users', String(users.total)],
    [
      'Pre-auth keys',
      parts(`${preAuthKeys.usable} usable of ${preAuthKeys.total}`, `${preAuthKeys.unused} unused`),
    ],
    [
      'API keys',
      parts(
        `${apiKeys.usable} usable of ${apiKeys.total}`,
        apiKeys.ownEnds !== null && `the one in use ends ${formatRelative(apiKeys.ownEnds, now)}`,
      ),
    ],
  ];
  const texts = [...attention, { text: headline(status) }].map(({ text }) => visible(text));
  const measure = await measureFor([...texts, ...faults, ...rows.map(([, text]) => text)]);
  const broken = (first: string, text: string) =>
    wrapLine(first, text, columns ?? Number.POSITIVE_INFINITY, measure);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = [
    ...broken('', visible(headline(status))).map((line) => paint('strong', line)),
    '',
    ...rows.flatMap(([name, text]) => broken(`${name.padEnd(width)}  `, text)),
    '',
    ...(attention.length === 0
      ? [paint('good', 'Nothing needs a person')]
      : [paint('strong', 'Needs a person')]),
    ...attention.flatMap(({ text, command }) => [
      ...broken('  ', visible(text)),
      `    ${paint('dim', command)}`,
    ]),
    ...(faults.length === 0 ? [] : ['', paint('strong', 'Known faults of this release')]),
    ...faults.flatMap((fault) => broken('  ', fault)),
  ];
  return `${lines.join('\n')}\n`;
}

function headline({ context, address, release, transport }: Status): string {
  const where = context === undefined ? address : `${context} (${address})`;
  const what = release ? `Headscale ${formatRange(release)}` : 'a Headscale of unknown release';
  return `${where}: ${what} over ${transport}`;
}
