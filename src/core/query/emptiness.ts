import type { Snapshot } from '../model/snapshot';

/**
 * Why a list has no rows:
 * - `none`: nothing there
 * - `filtered`: everything is filtered away
 * - `denied`: the tables may not be read
 * - `noTables`: a Linux that has no tables where they belong
 * - `wsl1`: WSL 1, whose tables are always empty
 * - `unsupported`: a system without /proc/net
 */
export type Emptiness = 'none' | 'filtered' | 'denied' | 'noTables' | 'wsl1' | 'unsupported';

/**
 * Why a list made from the snapshot is empty.
 * @param hidden how many rows a filter took away
 */
export function emptiness({ platform, sources }: Snapshot, hidden: number): Emptiness {
  if (platform === 'unsupported') return 'unsupported';
  if (platform === 'wsl1') return 'wsl1';
  if (hidden > 0) return 'filtered';
  if (sources.some(({ status }) => status === 'ok')) return 'none';
  return sources.some(({ status }) => status === 'denied') ? 'denied' : 'noTables';
}
