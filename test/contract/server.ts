import { describe, expect, test } from 'vitest';
import { CAPABILITIES } from '../../src/headscale/release-facts.ts';
import { refused, type Subject } from './subject.ts';
import { expectedRange } from './subjects.ts';

const OPEN = `{
  // Everybody may reach everything — as befits a test.
  "acls": [{ "action": "accept", "src": ["*"], "dst": ["*:*"] }],
}
`;

export function policyContract(subject: Subject): void {
  describe('policy', () => {
    test('there is none at first', async () => {
      await refused(subject.api.getPolicy(), 'not_found');
    });

    test('it is kept byte for byte', async () => {
      const set = await subject.api.setPolicy(OPEN);
      expect(set).toMatchObject({ text: OPEN, updatedAt: { seconds: expect.any(Number) } });
      expect(await subject.api.getPolicy()).toMatchObject({ text: OPEN });
    });

    test('a bad one is refused with a reason, and the old one stays', async () => {
      await subject.api.setPolicy(OPEN);
      await refused(subject.api.setPolicy('{"acls": '), 'policy_refused');
      await refused(subject.api.setPolicy('{"acls": [{"action": "what"}]}'), 'policy_refused');
      expect((await subject.api.getPolicy()).text).toBe(OPEN);
    });

    test('0.24 to 0.26 fail at every new user while a refused policy is in force, though they make it', async () => {
      await subject.api.setPolicy(OPEN);
      await refused(subject.api.setPolicy('{"acls": [{"action": "what"}]}'), 'policy_refused');
      const name = subject.name('half');
      const create = subject.api.createUser({ name });
      if (subject.since('0.24') && !subject.since('0.27.0')) await refused(create, 'answer_lost');
      else expect(await create).toMatchObject({ name });
      expect(await subject.api.listUsers()).toContainEqual(expect.objectContaining({ name }));
      await subject.api.setPolicy(OPEN);
      expect(await subject.user()).toMatchObject({ email: '' });
    });

    test('it can be checked without being set, where the release can', async () => {
      const text = OPEN.replace('Everybody', 'Anybody');
      expect(await subject.api.can('policyCanBeChecked')).toBe(subject.since('0.29'));
      if (!subject.since('0.29')) {
        return await subject.refusedUnsent(() => subject.api.checkPolicy(text), 'unsupported');
      }
      await subject.api.setPolicy(OPEN);
      await subject.api.checkPolicy(text);
      await refused(subject.api.checkPolicy('{"acls": [{"action": "what"}]}'), 'policy_refused');
      expect((await subject.api.getPolicy()).text).toBe(OPEN);
    });
  });
}

export function serverContract(subject: Subject): void {
  describe('the server', () => {
    test('says what carries the calls', () => {
      expect(subject.api.transport).toBe(subject.transport);
    });

    test('is of the release it is, as near as it can be told', async () => {
      const release = await subject.api.release();
      expect(release).toMatchObject({ range: expectedRange(subject), contradiction: undefined });
      expect(release.foundBy.length).toBeGreaterThan(0);
    });

    test('cannot do just what it is said not to', async () => {
      const sentences = await subject.api.cannot();
      for (const [name, { sentence }] of Object.entries(CAPABILITIES)) {
        const can = await subject.api.can(name as keyof typeof CAPABILITIES);
        expect([name, sentences.includes(sentence)]).toEqual([name, !can]);
        const required = subject.api.require(name as keyof typeof CAPABILITIES);
        if (can) await required;
        else await refused(required, 'unsupported');
      }
    });

    test('tells of its health from 0.27 on', async () => {
      expect(await subject.api.can('healthHasACall')).toBe(subject.since('0.27.0'));
      const health = subject.api.health();
      if (subject.since('0.27.0')) expect(await health).toEqual({ databaseConnectivity: true });
      else await refused(health, 'unsupported');
    });

    test('finishes waiting logins from 0.29 on', async () => {
      const { api } = subject;
      const user = await subject.user();
      const id = await subject.waiting(user, subject.name('host'));
      expect(await api.can('authSessionsCanBeFinished')).toBe(subject.since('0.29'));
      if (!subject.since('0.29')) {
        await subject.refusedUnsent(() => api.approveAuth(id), 'unsupported');
        return await subject.refusedUnsent(() => api.rejectAuth(id), 'unsupported');
      }
      await refused(api.approveAuth(subject.registrationId()), 'not_found');
      await refused(api.rejectAuth(subject.registrationId()), 'not_found');
      await subject.refusedUnsent(() => api.approveAuth(''), 'invalid_value');
      await api.rejectAuth(id);
      // Measured: a rejection does not keep anybody from being registered.
      expect((await api.registerNode(user, id)).user?.id).toBe(user.id);
    });

    test('answers calls that are made together as it answers them one by one', async () => {
      const { api } = subject;
      const together = await Promise.all([
        api.listUsers(),
        api.listNodes(),
        api.listApiKeys(),
        api.listUsers(),
      ]);
      expect(together).toEqual([
        await api.listUsers(),
        await api.listNodes(),
        await api.listApiKeys(),
        await api.listUsers(),
      ]);
    });

    test('takes calls by hand, in its own words', async () => {
      const { api } = subject;
      const user = await subject.user();
      expect(await api.rawCalls()).toContain('ListUsers');
      const { users } = await api.raw('ListUsers', {}, { change: false });
      expect(users).toContainEqual(expect.objectContaining({ id: user.id, name: user.name }));
      await subject.refusedUnsent(() => api.raw('Nothing', {}, { change: true }), 'usage');
      const strange = () => api.raw('CreateUser', { name: 'who', colour: 'red' }, { change: true });
      await subject.refusedUnsent(strange, 'invalid_value');
    });

    test('is asked nothing once the caller has given up', async () => {
      const signal = AbortSignal.abort();
      await subject.refusedUnsent(() => subject.api.createUser({ name: 'late' }, { signal }), 'interrupted');
    });

    test('is let go of as often as anybody likes', async () => {
      await subject.with(subject.apiKey, async (api) => {
        await api.listUsers();
        api.close();
        api.close();
      });
      const user = await subject.user();
      expect(await subject.api.listUsers()).toContainEqual(user);
    });
  });
}
