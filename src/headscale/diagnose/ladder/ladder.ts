import { createRedactor, type Redactor } from '../../../domain/secret.ts';
import { type ErrorCode, EXIT_CODES } from '../../../errors.ts';
import { checkAddress } from './check-address.ts';
import { checkKeyExpiry, checkOldKeys } from './check-api-keys.ts';
import { checkBodySize } from './check-body-size.ts';
import { checkClock } from './check-clock.ts';
import { checkCredential } from './check-credential.ts';
import { checkGrpc } from './check-grpc.ts';
import { checkConnection, checkName } from './check-network.ts';
import { checkPolicy } from './check-policy.ts';
import { checkProxy } from './check-proxy.ts';
import { checkRelease } from './check-release.ts';
import { checkSsh } from './check-ssh.ts';
import { checkCertificate, checkTls } from './check-tls.ts';
import { checkWeb } from './check-web.ts';
import type { CheckId, CheckResult, Diagnosis, Finding, FoundRelease } from './diagnosis.ts';
import { skipped } from './diagnosis.ts';
import { Examination, type LadderOptions } from './examination.ts';
import { wayTo } from './way.ts';

/** One rung. */
interface Check {
  readonly id: CheckId;
  readonly title: string;
  /** Where one of these failed, there is nothing to look at. */
  readonly needs: readonly CheckId[];
  run(ex: Examination): Finding | Promise<Finding>;
}

/** All checks, in the order they are made and told. */
const LADDER: readonly Check[] = [
  { id: 'address', title: 'Address', needs: [], run: checkAddress },
  { id: 'ssh', title: 'ssh', needs: [], run: checkSsh },
  { id: 'name', title: 'Name', needs: ['ssh'], run: checkName },
  { id: 'connection', title: 'Connection', needs: ['name'], run: checkConnection },
  { id: 'tls', title: 'TLS', needs: ['connection'], run: checkTls },
  { id: 'certificate', title: 'Certificate', needs: ['tls'], run: checkCertificate },
  { id: 'web', title: 'Web side', needs: ['tls'], run: checkWeb },
  { id: 'proxy', title: 'Proxy', needs: ['tls'], run: checkProxy },
  { id: 'grpc', title: 'gRPC', needs: ['tls'], run: checkGrpc },
  { id: 'release', title: 'Release', needs: ['tls'], run: checkRelease },
  { id: 'body_size', title: 'Body size', needs: ['tls'], run: checkBodySize },
  { id: 'credential', title: 'API key', needs: ['tls'], run: checkCredential },
  { id: 'clock', title: 'Clock', needs: ['tls'], run: checkClock },
  { id: 'key_expiry', title: 'Key expiry', needs: ['tls'], run: checkKeyExpiry },
  { id: 'old_keys', title: 'Old keys', needs: ['tls'], run: checkOldKeys },
  { id: 'policy', title: 'Policy', needs: ['tls'], run: checkPolicy },
];

/** What is said of every check above which one of these failed. */
const WITHOUT: Partial<Readonly<Record<CheckId, string>>> = {
  ssh: 'not without ssh',
  name: 'not without an address to connect to',
  connection: 'not without a connection',
  tls: 'not without TLS',
};

/**
 * Looks at a server from the address up, and says of each rung whether it holds, why not, and what to change. The API
 * key is sent in one call, to a server that is trusted and has answered like a Headscale; nothing is changed.
 * @throws HsError `interrupted`
 */
export async function diagnose(options: LadderOptions): Promise<Diagnosis> {
  const ex = new Examination(options, await wayTo(options.server, options.tunnels));
  const redactor = createRedactor(options.server.apiKey === undefined ? [] : [options.server.apiKey]);
  const failures = new Map<CheckId, ErrorCode>();
  const unseen = new Map<CheckId, string>();
  const checks: CheckResult[] = [];
  try {
    for (const { id, title, needs, run } of LADDER) {
      if (id === 'ssh' && options.server.address.kind !== 'ssh') continue;
      const why = needs.map((need) => unseen.get(need)).find((text) => text !== undefined);
      const finding = why === undefined ? await run(ex) : skipped(why);
      ex.goOn();
      if (why !== undefined) unseen.set(id, why);
      if (finding.status === 'failed') {
        failures.set(id, finding.code ?? 'failed');
        unseen.set(id, WITHOUT[id] ?? `not after a failed ${title}`);
      }
      checks.push(told({ id, title }, finding, redactor));
    }
    const release = unseen.has('tls') ? undefined : await ex.release();
    const [first] = failures.values();
    return {
      address: options.server.address.text,
      checks,
      release: release && withoutSecrets(release, redactor),
      exitCode: first === undefined ? 0 : EXIT_CODES[first],
    };
  } finally {
    await ex.close();
  }
}

function told({ id, title }: Pick<Check, 'id' | 'title'>, finding: Finding, redactor: Redactor): CheckResult {
  const { status, detail, fix = [] } = finding;
  return {
    id,
    title,
    status,
    detail: redactor.redact(detail),
    fix: fix.map((line) => redactor.redact(line)),
  };
}

function withoutSecrets(release: FoundRelease, { redact }: Redactor): FoundRelease {
  const clean = (text: string | undefined) => (text === undefined ? undefined : redact(text));
  return { ...release, version: clean(release.version), contradiction: clean(release.contradiction) };
}
