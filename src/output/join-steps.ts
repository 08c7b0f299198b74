import type { JoinStep } from '../domain/onboarding.ts';
import type { JsonObject } from './view.ts';

/** What the owner of a device does to join, for people: a block for each system, lines that can be copied whole. */
export function joinText(steps: readonly JoinStep[]): string {
  const blocks = steps.map(({ name, command, steps: words }) =>
    [name, ...(command === null ? [] : [command]), ...words].map((line, at) =>
      at === 0 ? line : `  ${line}`,
    ),
  );
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The same for programs. */
export function joinJson(loginServer: string, steps: readonly JoinStep[]): JsonObject {
  return {
    loginServer,
    systems: steps.map(({ system, command, steps: words }) => ({ system, command, steps: words })),
  };
}
