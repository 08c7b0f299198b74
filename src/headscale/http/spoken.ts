import type { ReleaseRange } from '../../domain/release.ts';
import type { Spoken } from '../api.ts';
import { eraCalls } from '../eras/calls.ts';
import { eraOfRange } from '../eras/era.ts';
import { changeableEra, readableEra } from '../eras/spoken-era.ts';
import type { HttpRelease } from './detect.ts';
import { gatewayWire } from './gateway-wire.ts';
import type { Sender } from './json-wire.ts';
import { NATIVE_ERA, nativeCalls, nativeWire } from './native.ts';

/** How to speak to a release. Where it contradicts itself, as its API shows it, for that is what reads the calls. */
export function speak(release: HttpRelease, sender: Sender): Spoken {
  const range = isOne(release.range) ? release.range : release.shown;
  if (range && isNative(range)) {
    const wire = nativeWire(sender);
    return { era: NATIVE_ERA, wire, calls: nativeCalls(wire, release.range) };
  }
  const era = readableEra({ ...release, range });
  const wire = gatewayWire(era, sender);
  return { era, wire, calls: eraCalls(era, wire, release.range) };
}

/** The release, where things may be changed on it. Throws `unknown_release` where it can be several that differ. */
export function changeable(release: HttpRelease): HttpRelease {
  if (!(release.range && isNative(release.range))) changeableEra(release);
  return release;
}

/** Whether all releases it can be take the same messages. */
function isOne(range: ReleaseRange | undefined): boolean {
  return range !== undefined && (isNative(range) || eraOfRange(range) !== undefined);
}

function isNative({ oldest }: ReleaseRange): boolean {
  return oldest === '0.30';
}
