import type { NewApiKey } from '../../domain/api-key.ts';
import type { View } from '../view.ts';
import { apiKeyView } from './apikeys.ts';

/** An API key just made: the same object as in lists, and once the secret as `key`. */
export const newApiKeyView: View<NewApiKey> = {
  ...apiKeyView,
  toJson: (key, options) => ({ ...apiKeyView.toJson(key, options), key: key.secret }),
  id: (key) => key.secret,
};
