import type { Rule } from '../context.ts';
import { textOf } from '../message.ts';
import { invalidArgument, notFound } from '../status.ts';
import { badRegistrationId } from './registration-ids.ts';

/**
 * AuthApprove and AuthReject: both answer OK as long as the session is there, whatever was answered before. A
 * rejection does not take a pending registration away.
 */
export const finishAuthSession: Rule = (context, request) => {
  const id = textOf(request, 'authId');
  const wrong = badRegistrationId(context.release, id);
  if (wrong) throw invalidArgument(`invalid auth_id: ${wrong.message}`, 'bad_registration_id');
  if (!context.store.registrations.get(id, context.now())) {
    throw notFound(`no pending auth session for auth_id ${id}`, 'registration_not_found');
  }
  return {};
};
