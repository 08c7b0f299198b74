import { createHash } from 'node:crypto';

/**
 * The name of the folder that holds what is remembered of one server: readable, and another for every address, also
 * where two differ in nothing but what a file name cannot hold.
 * @param address as messages show it: `https://headscale.example.com`
 */
export function serverFolder(address: string): string {
  const readable = address.replace(/^[a-z]+:\/\//, '').replaceAll(/[^A-Za-z0-9.-]+/g, '_');
  const telling = createHash('sha256').update(address).digest('hex').slice(0, 12);
  return `${readable.slice(0, 60).replace(/^[.-]/, '_')}-${telling}`;
}
