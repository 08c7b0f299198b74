import { RELEASES } from '../../domain/release.ts';
import { everyCapability, everyHazard, type ReleaseFact } from '../../headscale/capabilities.ts';
import { definitions, heading } from './layout.ts';

const WIDTH = 80;

/** `hs help releases`: what only some releases can, and what to know of some, from the table that decides it. */
export function releasesTopic(): string {
  return [
    INTRODUCTION,
    heading('What only some can', definitions(everyCapability().map(row), WIDTH)),
    heading('What to know of some', definitions(everyHazard().map(row), WIDTH)),
  ].join('\n\n');
}

const INTRODUCTION = `Every Headscale from ${RELEASES[0]} on can be administered. hs finds out which release
a server is before it changes anything; what that release cannot do is refused
with exit code 7 and never sent, nor is what it would read as something else.

  hs version
  hs doctor

The first says what your server cannot do, the second what to know of it.

0.23 to 0.29 are spoken to over gRPC, or over HTTP where gRPC is not routed;
0.30 has HTTP alone.`;

function row(fact: ReleaseFact): [string, string] {
  return [span(fact), `${fact.sentence}. ${fact.instead}`];
}

/** The releases that it holds for. */
function span({ since, until }: ReleaseFact): string {
  if (since === undefined) return until === undefined ? 'all' : `up to ${until}`;
  if (until === undefined) return `from ${since} on`;
  return since === until ? since : `${since} to ${until}`;
}
