/**
 * Cases on generated machines that `npm run differential:many` is to compare (`NETSTAT_MANY=50000 npm run
 * differential:many`); undefined where only a sample is compared, for which `npm test` has the time.
 */
export const MANY =
  process.env['NETSTAT_MANY'] === undefined ? undefined : Number(process.env['NETSTAT_MANY']);

/** How much is to be compared. */
export function sharesOf(amount: { readonly sample: number; readonly many: number }): number {
  return MANY === undefined ? amount.sample : amount.many;
}
