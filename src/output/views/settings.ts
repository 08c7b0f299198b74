import type { View } from '../view.ts';

/** One setting of a server, and where it comes from. */
export interface SettingRow {
  readonly setting: string;
  readonly value: string;
  readonly origin: string;
}

export const settingView: View<SettingRow> = {
  one: 'setting',
  many: 'settings',
  columns: [
    {
      id: 'setting',
      header: 'Setting',
      description: 'what is set',
      value: ({ setting }) => setting,
      shrink: 'never',
    },
    { id: 'value', header: 'Value', description: 'to what', value: ({ value }) => value },
    {
      id: 'origin',
      header: 'From',
      description: 'the flag, variable or context that says so',
      value: ({ origin }) => origin,
    },
  ],
  toJson: (row) => ({ ...row }),
  id: ({ setting }) => setting,
};
