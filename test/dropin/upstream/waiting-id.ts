/** The id of a device that waits: 24 characters, with what 0.29 puts before them. */
export const waitingId = (at: number, prefix = '') =>
  `${prefix}${'a'.repeat(22)}${String(at).padStart(2, '0')}`;
