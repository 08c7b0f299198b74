import type { Call } from '../../call.ts';
import { OfficialError } from '../../errors/official-error.ts';
import { switchFlag } from '../../grammar/flag.ts';

/** What it is called up to 0.29, and from 0.30 on. */
const NAMES = ['bypass-grpc-and-access-database-directly', 'bypass-server-and-access-database-directly'];

/** The flags that would go past the server, to its database. */
export const BYPASS = NAMES.map((name) =>
  switchFlag({ name, summary: "Only on the server's own machine", hidden: true }),
);

/** @throws OfficialError where the line wants to go past the server */
export function refuseBypass(call: Call): void {
  const wanted = BYPASS.find((flag) => call.value(flag));
  if (wanted === undefined) return;
  throw new OfficialError(
    `--${wanted.name} opens the database of the server, which is not here: run the official client on the server's own machine, with the server stopped`,
  );
}
