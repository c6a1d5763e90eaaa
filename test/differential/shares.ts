/** Whether all that can be compared is, and not only a sample that `npm test` has the time for. */
export const IS_MANY = process.env['NETSTAT_MANY'] !== undefined;

/** How much is to be compared. */
export function sharesOf(amount: { readonly sample: number; readonly many: number }): number {
  return IS_MANY ? amount.many : amount.sample;
}
