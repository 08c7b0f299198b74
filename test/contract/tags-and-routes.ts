import { describe, expect, test } from 'vitest';
import { isTaggedDevices } from '../../src/domain/user.ts';
import { NO_NODE } from './nodes.ts';
import { refused, type Subject } from './subject.ts';

/** Knows two tags, without which nodes of 0.28 and later cannot have them. */
const TWO_TAGS = JSON.stringify({
  tagOwners: { 'tag:web': [], 'tag:db': [] },
  acls: [{ action: 'accept', src: ['*'], dst: ['*:*'] }],
});

export function tagsContract(subject: Subject): void {
  describe('tags', () => {
    test('they are a set, listed in one order', async () => {
      await subject.api.setPolicy(TWO_TAGS);
      const node = await subject.node(await subject.user());
      const answer = await subject.api.setTags(node, ['tag:web', 'tag:db', 'tag:web']);
      expect(answer.tags).toEqual(['tag:db', 'tag:web']);
      expect((await subject.listed(node))?.tags).toEqual(['tag:db', 'tag:web']);
    });

    test('setting replaces what was there', async () => {
      const node = await subject.node(await subject.user());
      await subject.api.setTags(node, ['tag:web', 'tag:db']);
      await subject.api.setTags(node, ['tag:db']);
      expect((await subject.listed(node))?.tags).toEqual(['tag:db']);
    });

    test('the last one can go up to 0.27', async () => {
      const node = await subject.node(await subject.user());
      await subject.api.setTags(node, ['tag:web']);
      const clear = () => subject.api.setTags(node, []);
      expect(await subject.api.can('tagsCanBeCleared')).toBe(!subject.since('0.28'));
      if (subject.since('0.28')) await subject.refusedUnsent(clear, 'unsupported');
      else expect((await clear()).tags).toEqual([]);
      expect((await subject.listed(node))?.tags).toEqual(subject.since('0.28') ? ['tag:web'] : []);
    });

    test('from 0.28 on they are the owner', async () => {
      const user = await subject.user();
      const node = await subject.node(user);
      await subject.api.setTags(node, ['tag:web']);
      expect(await subject.api.can('tagsCanBeCleared')).toBe(!subject.since('0.28'));
      const owner = (await subject.listed(node))?.user;
      if (subject.since('0.28')) expect(owner == null || isTaggedDevices(owner)).toBe(true);
      else expect(owner?.id).toBe(user.id);
    });

    test.each(['web', 'tag:Web', 'tag:two words'])('%s is no tag', async (tag) => {
      const node = await subject.node(await subject.user());
      await refused(subject.api.setTags(node, [tag]), 'invalid_value');
      expect((await subject.listed(node))?.tags).toEqual([]);
    });

    test('one that the policy does not name is refused from 0.28 on', async () => {
      const node = await subject.node(await subject.user());
      const set = subject.api.setTags(node, ['tag:unnamed']);
      const refusing = (await subject.api.hazard('tagsNeedAnOwnerInThePolicy')) !== undefined;
      expect(refusing).toBe(subject.since('0.28'));
      if (refusing) await refused(set, 'invalid_value');
      else expect((await set).tags).toEqual(['tag:unnamed']);
    });
  });
}

export function routesContract(subject: Subject): void {
  const [A, B, EXIT_4, EXIT_6] = ['10.1.0.0/24', '10.2.0.0/24', '0.0.0.0/0', '::/0'];
  const router = () => subject.router(A, B, EXIT_4, EXIT_6);
  const sorted = (routes: readonly string[] | undefined) => [...(routes ?? [])].sort();

  describe('routes', () => {
    test('one that is not announced can be approved from 0.26 on', async () => {
      const node = await router();
      const approve = () => subject.api.setApprovedRoutes(node, ['10.9.0.0/24']);
      expect(await subject.api.can('routesAreLists')).toBe(subject.since('0.26'));
      if (!subject.since('0.26')) return await subject.refusedUnsent(approve, 'unsupported');
      expect((await approve()).approvedRoutes).toEqual(['10.9.0.0/24']);
    });

    test('what is no route is refused', async () => {
      const node = await router();
      const code = subject.since('0.26') ? 'invalid_value' : 'unsupported';
      await refused(subject.api.setApprovedRoutes(node, ['banana']), code);
      expect((await subject.listed(node))?.approvedRoutes).toEqual([]);
    });

    test('of a node that does not exist', async () => {
      await refused(subject.api.setApprovedRoutes(NO_NODE, [A]), 'not_found');
    });
  });

  if (subject.devicesAnnounce) {
    describe('announced routes', () => {
      test('what a device announces is listed', async () => {
        const node = await subject.listed(await router());
        // From 0.29 on a server forgets what a device announces that was made for a test.
        const nothing = subject.since('0.29') && node?.online === false;
        expect(sorted(node?.availableRoutes)).toEqual(nothing ? [] : [EXIT_4, A, B, EXIT_6]);
        expect(node?.approvedRoutes).toEqual([]);
      });

      test('approving is setting the whole list, and the answer is what is listed', async () => {
        const node = await router();
        const answer = await subject.api.setApprovedRoutes(node, [A, B]);
        expect(sorted(answer.approvedRoutes)).toEqual([A, B]);
        expect(sorted((await subject.listed(node))?.approvedRoutes)).toEqual([A, B]);
      });

      test('read, change and write keeps the rest', async () => {
        const node = await router();
        await subject.api.setApprovedRoutes(node, [A]);
        const read = await subject.listed(node);
        await subject.api.setApprovedRoutes(node, [...(read?.approvedRoutes ?? []), B]);
        expect(sorted((await subject.listed(node))?.approvedRoutes)).toEqual([A, B]);
        await subject.api.setApprovedRoutes(node, [B]);
        expect((await subject.listed(node))?.approvedRoutes).toEqual([B]);
        await subject.api.setApprovedRoutes(node, []);
        expect((await subject.listed(node))?.approvedRoutes).toEqual([]);
      });

      test('each is approved once', async () => {
        const node = await router();
        expect((await subject.api.setApprovedRoutes(node, [A, A])).approvedRoutes).toEqual([A]);
      });

      test('an exit node is a pair', async () => {
        const node = await router();
        await subject.api.setApprovedRoutes(node, [EXIT_4, EXIT_6]);
        expect(sorted((await subject.listed(node))?.approvedRoutes)).toEqual([EXIT_4, EXIT_6]);
        await subject.api.setApprovedRoutes(node, [A]);
        expect((await subject.listed(node))?.approvedRoutes).toEqual([A]);
      });
    });
  }
}
