import type { Release } from '../../../domain/release.ts';
import { bindingsOf } from './bindings.ts';

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
    const parameters = body ? [...inPath, { name: 'body', in: 'body', required: true, schema: {} }] : inPath;
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
