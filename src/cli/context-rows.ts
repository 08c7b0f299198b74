import type { Config } from '../config/config.ts';
import type { Context } from '../config/context.ts';
import type { Env } from '../config/env.ts';
import { originText, type Setting } from '../config/setting.ts';
import type { ResolvedServer } from '../config/settings.ts';
import type { ContextRow } from '../output/views/contexts.ts';
import type { SettingRow } from '../output/views/settings.ts';
import { proxyShown } from './proxied-address.ts';

/** All contexts as they are listed. */
export function contextRows({ contexts, currentContext }: Config): ContextRow[] {
  return [...contexts.values()].map((context) => contextRow(context, context.name === currentContext));
}

/** One context as it is listed. */
export function contextRow(context: Context, current: boolean): ContextRow {
  const { name, address, transport, trust, key, defaultUser, loginServer, readOnly } = context;
  return {
    name,
    current,
    address,
    transport,
    trust: trust.kind,
    key: key.kind,
    defaultUser: defaultUser ?? null,
    loginServer: loginServer ?? null,
    readOnly,
  };
}

/** Every setting of a server with its origin; of a key only where it is. */
export function settingRows(settings: ResolvedServer, env: Env): SettingRow[] {
  const row = (setting: string, { origin }: Setting<unknown>, value: string | undefined): SettingRow => ({
    setting,
    value: value ?? '-',
    origin: originText(origin),
  });
  const {
    address,
    apiKey,
    transport,
    trust,
    serverName,
    clientCertificate,
    timeout,
    loginServer,
    defaultUser,
    readOnly,
    confirm,
    format,
  } = settings;
  return [
    row('address', address, address.value),
    row('key', apiKey, apiKey.value.kind === 'stored' ? apiKey.value.store : apiKey.value.kind),
    row('transport', transport, transport.value),
    row(
      'trust',
      trust,
      trust.value.kind === 'pinned' ? `pinned ${trust.value.certificate.sha256}` : trust.value.kind,
    ),
    row('serverName', serverName, serverName.value),
    row('clientCertificate', clientCertificate, clientCertificate.value?.certFile),
    { setting: 'proxy', ...proxyShown(address.value, env) },
    row('timeout', timeout, timeout.value ?? '15s'),
    row('loginServer', loginServer, loginServer.value),
    row('defaultUser', defaultUser, defaultUser.value),
    row('readOnly', readOnly, String(readOnly.value)),
    row('confirm', confirm, confirm.value),
    row('format', format, format.value),
  ];
}
