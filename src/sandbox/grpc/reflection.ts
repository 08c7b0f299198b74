import { SERVICE } from '../../headscale/grpc/descriptors.ts';
import type { ReflectionMessages } from './reflection-messages.ts';
import { reflectionMessages } from './reflection-messages.ts';
import type { SchemaFile } from './schema.ts';

const SERVICES = ['grpc.reflection.v1.ServerReflection', 'grpc.reflection.v1alpha.ServerReflection'];
const NOT_FOUND = 5;

/** Server reflection: tells a client the schema, without asking for a key. */
export class Reflection {
  readonly #messages: ReflectionMessages = reflectionMessages();
  readonly #files: readonly SchemaFile[];

  constructor(files: readonly SchemaFile[]) {
    this.#files = files;
  }

  /** True for both versions of the reflection service. */
  serves(service: string): boolean {
    return SERVICES.includes(service);
  }

  /** Answers one ServerReflectionRequest with one ServerReflectionResponse. */
  answer(request: Uint8Array): Uint8Array {
    const { request: requestType, response } = this.#messages;
    const asked = requestType.toObject(requestType.decode(request), { oneofs: true });
    const answer = { validHost: asked['host'], originalRequest: asked, ...this.#answerTo(asked) };
    return response.encode(response.fromObject(answer)).finish();
  }

  #answerTo(asked: Readonly<Record<string, unknown>>): Record<string, unknown> {
    switch (asked['messageRequest']) {
      case 'listServices':
        return { listServicesResponse: { service: [SERVICE, ...SERVICES].map((name) => ({ name })) } };
      case 'fileByFilename':
        return this.#fileAnswer(this.#files.find((file) => file.name === asked['fileByFilename']));
      case 'fileContainingSymbol':
        return this.#fileAnswer(this.#fileOfSymbol(String(asked['fileContainingSymbol'])));
      default:
        return { errorResponse: { errorCode: 12, errorMessage: 'invalid MessageRequest' } };
    }
  }

  /** The file and all it depends on, as grpc-go sends them. */
  #fileAnswer(file: SchemaFile | undefined): Record<string, unknown> {
    if (!file) return { errorResponse: { errorCode: NOT_FOUND, errorMessage: 'not found' } };
    const files = [file, ...this.#files.filter((other) => file.dependencies.includes(other.name))];
    return { fileDescriptorResponse: { fileDescriptorProto: files.map(({ bytes }) => bytes) } };
  }

  #fileOfSymbol(symbol: string): SchemaFile | undefined {
    if (symbol.startsWith('google.protobuf.')) return this.#files[1];
    return symbol.startsWith('headscale.v1.') ? this.#files[0] : undefined;
  }
}
