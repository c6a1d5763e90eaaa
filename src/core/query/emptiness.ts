import type { Snapshot } from '../model/snapshot';

/**
 * Why a list has no rows:
 * - `none`: nothing there
 * - `filtered`: a setting hides everything
 * - `noMatch`: the filter expression lets nothing through
 * - `denied`: the tables may not be read
 * - `noTables`: a Linux that has no tables where they belong
 * - `wsl1`: WSL 1, whose tables are always empty
 * - `unsupported`: a system without /proc/net
 */
export type Emptiness = 'none' | 'filtered' | 'noMatch' | 'denied' | 'noTables' | 'wsl1' | 'unsupported';

/**
 * Why a list made from the snapshot is empty.
 * @param hidden how many rows a setting took away
 * @param unmatched how many of the others a filter expression took away
 */
export function emptiness({ platform, sources }: Snapshot, hidden: number, unmatched = 0): Emptiness {
  if (platform === 'unsupported') return 'unsupported';
  if (platform === 'wsl1') return 'wsl1';
  if (unmatched > 0) return 'noMatch';
  if (hidden > 0) return 'filtered';
  if (sources.some(({ status }) => status === 'ok')) return 'none';
  return sources.some(({ status }) => status === 'denied') ? 'denied' : 'noTables';
}
