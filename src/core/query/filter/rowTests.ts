import { type LikelyOwner, NONE_LIKELY } from '../../model/likelyOwner';
import type { Snapshot } from '../../model/snapshot';

/** Whether a row has what one test of a term asks for. */
export type RowTest = (row: number) => boolean;

/** Keeps the answers to a question about whole numbers below `size`. */
export function remembered(size: number, ask: (key: number) => boolean): (key: number) => boolean {
  const answers = new Uint8Array(size);
  return (key) => {
    const answer = answers[key];
    if (answer === 1 || answer === 2) return answer === 1;
    const isSo = ask(key);
    answers[key] = isSo ? 1 : 2;
    return isSo;
  };
}

/** Whether one of a row's owners is among the processes. */
export function ownerTest(starts: Uint32Array, pids: Uint32Array, wanted: ReadonlySet<number>): RowTest {
  return (row) => {
    for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++) {
      if (wanted.has(pids[i] ?? 0)) return true;
    }
    return false;
  };
}

/** Each owner that is likely is asked once, whatever the number of its sockets. */
export function likelyTests(
  test: (owner: LikelyOwner) => boolean,
  { likely: { index, owners } }: Pick<Snapshot, 'likely'>,
): RowTest[] {
  const wanted = owners.map(test);
  if (!wanted.includes(true)) return [];
  return [
    (row) => {
      const at = index[row] ?? NONE_LIKELY;
      return at >= 0 && wanted[at] === true;
    },
  ];
}

/** Whether what is known of a row's owner is wanted: where there is one, and where there is none. */
export function knowledgeTest(starts: Uint32Array, proven: boolean, unproven: RowTest): RowTest {
  return (row) => ((starts[row + 1] ?? 0) > (starts[row] ?? 0) ? proven : unproven(row));
}
