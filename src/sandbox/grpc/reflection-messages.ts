import protobuf from 'protobufjs/light.js';

/** The messages of `grpc.reflection.v1` and `v1alpha`, which are the same on the wire. */
export interface ReflectionMessages {
  readonly request: protobuf.Type;
  readonly response: protobuf.Type;
}

/** As grpc/reflection/v1/reflection.proto has them, without what nobody asks for. */
export function reflectionMessages(): ReflectionMessages {
  const root = protobuf.Root.fromJSON({
    nested: {
      Request: {
        oneofs: { messageRequest: { oneof: ['fileByFilename', 'fileContainingSymbol', 'listServices'] } },
        fields: {
          host: { type: 'string', id: 1 },
          fileByFilename: { type: 'string', id: 3 },
          fileContainingSymbol: { type: 'string', id: 4 },
          listServices: { type: 'string', id: 7 },
        },
      },
      Files: { fields: { fileDescriptorProto: { rule: 'repeated', type: 'bytes', id: 1 } } },
      ServiceName: { fields: { name: { type: 'string', id: 1 } } },
      Services: { fields: { service: { rule: 'repeated', type: 'ServiceName', id: 1 } } },
      Failure: { fields: { errorCode: { type: 'int32', id: 1 }, errorMessage: { type: 'string', id: 2 } } },
      Response: {
        fields: {
          validHost: { type: 'string', id: 1 },
          originalRequest: { type: 'Request', id: 2 },
          fileDescriptorResponse: { type: 'Files', id: 4 },
          listServicesResponse: { type: 'Services', id: 6 },
          errorResponse: { type: 'Failure', id: 7 },
        },
      },
    },
  });
  return { request: root.lookupType('Request'), response: root.lookupType('Response') };
}
