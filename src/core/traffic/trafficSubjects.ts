import type { LikelyOwner } from '../model/likelyOwner';
import type { ProcessOwner } from '../model/process';

/** Whose connections a row of the kind `processes` sums up. */
export type ProcessSubject =
  /** With `isLikely` that of a likely owner, which is told where it is known. */
  | {
      readonly kind: 'process';
      readonly owner: ProcessOwner;
      readonly isLikely: boolean;
      readonly likely?: LikelyOwner;
    }
  /** A likely owner of whom no process is named. */
  | { readonly kind: 'unit'; readonly likely: LikelyOwner }
  /** Sockets that nobody is seen to hold, of a user. */
  | { readonly kind: 'unknown'; readonly uid: number }
  /** Closed before anybody could see whose they were. */
  | { readonly kind: 'shortLived' };

/** A container, by its full id, as the snapshot's containers have it. */
export interface ContainerSubject {
  readonly id: string;
}

/** A foreign host by its address as text. */
export interface HostSubject {
  readonly address: string;
}
