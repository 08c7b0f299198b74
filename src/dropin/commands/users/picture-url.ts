import { OfficialError } from '../../errors/official-error.ts';
import { goQuoted } from '../../grammar/go-quoted.ts';

/**
 * Refuses what Go cannot read as the address of a picture, which is little: nearly every text is an address to it.
 * @throws OfficialError in Go's words
 */
export function checkPictureUrl(url: string): void {
  const why = whyRefused(url);
  if (why !== undefined) throw new OfficialError(`invalid picture URL: parse ${goQuoted(url)}: ${why}`);
}

function whyRefused(url: string): string | undefined {
  if (/[\u0000-\u001f\u007f]/.test(url)) return 'net/url: invalid control character in URL';
  if (url.startsWith(':')) return 'missing protocol scheme';
  const [beforeFragment = ''] = url.split('#');
  const [beforeQuery = ''] = beforeFragment.split('?');
  const authority = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/]*)/i.exec(beforeQuery)?.[1] ?? '';
  const odd = /[ "<>^`{|}\\]/.exec(authority)?.[0];
  if (odd !== undefined) return `invalid character ${goQuoted(odd)} in host name`;
  const broken = /%(?![0-9a-f]{2}).{0,2}/i.exec(beforeQuery)?.[0];
  return broken === undefined ? undefined : `invalid URL escape ${goQuoted(broken)}`;
}
