import type { Snapshot } from '../../../core/model/snapshot';
import type { Names } from '../../names';

/** What rows are told with, beside what stands in them. */
export interface Facts {
  /** The machine as it was read last: users, when it was started. */
  readonly snapshot: Snapshot | undefined;
  readonly names: Names;
}
