import type { ApiKey } from '../../domain/api-key.ts';
import type { Policy } from '../../domain/policy.ts';
import type { EraCalls } from './calls.ts';
import type { Fields } from './read.ts';
import type { Sender } from './sender.ts';
import { idOf, someText, timestampOf, withoutDefaults } from './write.ts';

type ApiKeyCalls = Pick<EraCalls, 'listApiKeys' | 'createApiKey' | 'expireApiKey' | 'deleteApiKey'>;
type PolicyCalls = Pick<EraCalls, 'getPolicy' | 'setPolicy' | 'checkPolicy'>;
type SessionCalls = Pick<EraCalls, 'approveAuth' | 'rejectAuth' | 'health'>;

export function readApiKey(fields: Fields): ApiKey {
  return {
    id: fields.id('id'),
    prefix: fields.text('prefix'),
    expiration: fields.time('expiration'),
    createdAt: fields.timeIfSet('createdAt'),
    lastSeen: fields.timeIfSet('lastSeen'),
  };
}

/** GetPolicy's and SetPolicy's answer. An empty text is a policy too: 0.24 and later store one. */
export function readPolicy(fields: Fields): Policy {
  return { text: fields.text('policy'), updatedAt: fields.timeIfSet('updatedAt') };
}

/** API keys: by prefix up to 0.27, by id later. */
export function apiKeyCalls(sender: Sender): ApiKeyCalls {
  const which = (key: ApiKey) =>
    sender.schema.apiKeysBy === 'id'
      ? { id: idOf(key, 'API key') }
      : { prefix: someText(key.prefix, 'prefix of the API key') };

  return {
    async listApiKeys(options) {
      return (await sender.read('ListApiKeys', {}, options)).children('apiKeys').map(readApiKey);
    },
    async createApiKey(expiration, options) {
      const message = { expiration: timestampOf(expiration) };
      return (await sender.change('CreateApiKey', message, options)).someText('apiKey');
    },
    async expireApiKey(key, options) {
      await sender.change('ExpireApiKey', which(key), options);
    },
    async deleteApiKey(key, options) {
      await sender.change('DeleteApiKey', which(key), options);
    },
  };
}

/** The policy as text, byte for byte. */
export function policyCalls(sender: Sender): PolicyCalls {
  return {
    async getPolicy(options) {
      return readPolicy(await sender.read('GetPolicy', {}, options));
    },
    async setPolicy(text, options) {
      return readPolicy(await sender.change('SetPolicy', withoutDefaults({ policy: text }), options));
    },
    async checkPolicy(text, options) {
      sender.require('policyCanBeChecked');
      await sender.read('CheckPolicy', withoutDefaults({ policy: text }), options);
    },
  };
}

/** Waiting logins, and the server's own health. */
export function sessionCalls(sender: Sender): SessionCalls {
  async function finish(rpc: string, authId: string, options: Parameters<EraCalls['approveAuth']>[1]) {
    sender.require('authSessionsCanBeFinished');
    await sender.change(rpc, { authId: someText(authId, 'id of the login') }, options);
  }

  return {
    approveAuth: (authId, options) => finish('AuthApprove', authId, options),
    rejectAuth: (authId, options) => finish('AuthReject', authId, options),
    async health(options) {
      // 0.26 and 0.27 share a schema: where the release is not known any closer, the call itself tells.
      if (!sender.mayBeAble('healthHasACall')) sender.require('healthHasACall');
      const answer = await sender.read('Health', {}, options);
      return { databaseConnectivity: answer.flag('databaseConnectivity') };
    },
  };
}
