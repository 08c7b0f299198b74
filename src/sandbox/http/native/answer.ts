import type { Instant } from '../../../domain/instant.ts';
import { isZeroTime, toRfc3339, ZERO_TIME_SECONDS } from '../../../domain/instant.ts';
import type { Message } from '../../message.ts';
import { boolOf, digitsOf, instantOf, textOf, textsOf } from '../../message.ts';
import type { AnswerField, AnswerShape } from './shapes.ts';

const ZERO: Instant = { seconds: ZERO_TIME_SECONDS, nanos: 0 };

/** A message as 0.30 writes it: every field, ids as text, times in RFC 3339. */
export function answerBody(message: Message, shape: AnswerShape): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape)) body[name] = fieldBody(message, name, field);
  return body;
}

function fieldBody(message: Message, name: string, field: AnswerField): unknown {
  const value = message[name] ?? null;
  switch (field) {
    case 'id':
      return digitsOf(message, name);
    case 'text':
    case 'registerMethod':
      return textOf(message, name);
    case 'texts':
      return textsOf(message, name);
    case 'boolean':
      return boolOf(message, name);
    case 'time':
      return toRfc3339(instantOf(message, name) ?? ZERO);
    case 'timeOrNull':
    case 'timeUnlessZero': {
      const instant = instantOf(message, name);
      return instant && !(field === 'timeUnlessZero' && isZeroTime(instant)) ? toRfc3339(instant) : null;
    }
    default:
      if ('one' in field) return value === null ? null : answerBody(value as Message, field.one.fields);
      return Array.isArray(value) ? value.map((item: Message) => answerBody(item, field.many.fields)) : [];
  }
}
