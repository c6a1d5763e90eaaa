/** The user nobody of most machines, who may see nothing of others. */
export const NOBODY = 65534;

export const isRoot = process.geteuid?.() === 0;

/** Why a second user cannot be played here: in a user namespace of our own there is but one. */
export function whyNoOtherUser(): string | undefined {
  return isRoot ? undefined : 'to run programs as another user takes root';
}
