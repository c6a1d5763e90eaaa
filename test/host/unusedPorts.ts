/** Freeing and explaining ports for tests in which no button is chosen. */
export const PORTS_UNUSED = {
  explain: async (): Promise<void> => undefined,
  free: async (): Promise<'busy'> => 'busy',
  useFree: async (): Promise<void> => undefined,
  likelyFree: (): undefined => undefined,
};
