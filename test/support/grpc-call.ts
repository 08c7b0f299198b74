import { isIP } from 'node:net';
import { ChannelCredentials, Client, Metadata } from '@grpc/grpc-js';
import type { ServerAddress } from '../../src/headscale/address.ts';
import type { CallStatus } from '../../src/headscale/diagnose/symptom.ts';

export interface CallOptions {
  readonly ca?: string;
  readonly deadlineMs: number;
}

/** Makes one real gRPC call, with a key, and answers how it failed. */
export async function failedCall(address: ServerAddress, options: CallOptions): Promise<CallStatus> {
  const credentials = address.tls
    ? ChannelCredentials.createSsl(options.ca === undefined ? null : Buffer.from(options.ca))
    : ChannelCredentials.createInsecure();
  const target = address.kind === 'unix' ? `unix:${address.path}` : `dns:${address.host}:${address.port}`;
  const client = new Client(target, credentials, {
    'grpc.enable_retries': 0,
    'grpc.service_config_disable_resolution': 1,
    'grpc.enable_http_proxy': 0,
    'grpc.max_receive_message_length': -1,
    // Node warns about an IP address as the name of a TLS server; the certificates of the tests are for both.
    ...(isIP(address.host) === 0 ? {} : { 'grpc.ssl_target_name_override': 'localhost' }),
  });
  const metadata = new Metadata();
  metadata.set('authorization', 'Bearer hskey-api-test-secret');
  try {
    return await new Promise<CallStatus>((resolve, reject) => {
      client.makeUnaryRequest(
        `${address.prefix}/headscale.v1.HeadscaleService/CreateUser`,
        (bytes: Buffer) => bytes,
        (bytes: Buffer) => bytes,
        Buffer.alloc(0),
        metadata,
        { deadline: Date.now() + options.deadlineMs },
        (error) => {
          if (error) resolve({ code: error.code, details: error.details });
          else reject(new Error('The call was answered'));
        },
      );
    });
  } finally {
    client.close();
  }
}
