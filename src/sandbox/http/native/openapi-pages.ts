import type { HttpAnswer } from '../exchange.ts';
import { downgraded, openApiDocument } from './openapi.ts';
import { sorted, yamlOf } from './yaml.ts';

const BASE = '/api/v1/openapi';
const DOCS =
  '<!doctype html>\n<html lang="en"><head><title>Headscale API Reference</title></head><body></body></html>\n';

/** The public documents of the API; undefined for every other path. */
export function openApiPage(path: string): HttpAnswer | undefined {
  switch (path) {
    case `${BASE}.json`:
      return json(openApiDocument());
    case `${BASE}-3.0.json`:
      return json(downgraded(openApiDocument()));
    case `${BASE}.yaml`:
      return yaml(openApiDocument());
    case `${BASE}-3.0.yaml`:
      return yaml(downgraded(openApiDocument()));
    case '/api/v1/docs':
      return { status: 200, contentType: 'text/html', body: DOCS };
    default:
      return undefined;
  }
}

function json(document: unknown): HttpAnswer {
  return { status: 200, contentType: 'application/openapi+json', body: JSON.stringify(sorted(document)) };
}

function yaml(document: unknown): HttpAnswer {
  return { status: 200, contentType: 'application/openapi+yaml', body: yamlOf(sorted(document)) };
}
