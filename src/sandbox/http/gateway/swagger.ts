import type { Release } from '../../../domain/release.ts';
import { since } from '../../release.ts';
import { bindingsOf } from './bindings.ts';

/** Parameters of the query that came with a release: what tells 0.27.1 from 0.27.0, which have the same calls. */
const QUERY: readonly { rpc: string; name: string; first: Release; type: Record<string, string> }[] = [
  { rpc: 'ExpireNode', name: 'expiry', first: '0.27.1', type: { type: 'string', format: 'date-time' } },
  { rpc: 'ExpireNode', name: 'disableExpiry', first: '0.29', type: { type: 'boolean' } },
];

/** The Swagger 2.0 document of a release, as far as it tells which calls there are. It never tells the version. */
export function swaggerDocument(release: Release): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { rpc, verb, path, body } of bindingsOf(release)) {
    const inPath = path.parameters.map((name) => ({
      name: camel(name),
      in: 'path',
      required: true,
      type: 'string',
    }));
    const inQuery = QUERY.filter((one) => one.rpc === rpc && since(release, one.first)).map(
      ({ name, type }) => ({ name, in: 'query', required: false, ...type }),
    );
    const inBody = body ? [{ name: 'body', in: 'body', required: true, schema: {} }] : [];
    const parameters = [...inPath, ...inQuery, ...inBody];
    const pattern = path.text.replace(/\{(\w+)\}/g, (_, name) => `{${camel(name)}}`);
    const operation = {
      operationId: `HeadscaleService_${rpc}`,
      responses: { 200: { description: 'A successful response.', schema: {} } },
      ...(parameters.length > 0 ? { parameters } : {}),
      tags: ['HeadscaleService'],
    };
    paths[pattern] = { ...paths[pattern], [verb.toLowerCase()]: operation };
  }
  return {
    swagger: '2.0',
    info: { title: 'headscale/v1/headscale.proto', version: 'version not set' },
    tags: [{ name: 'HeadscaleService' }],
    consumes: ['application/json'],
    produces: ['application/json'],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    definitions: {},
  };
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
