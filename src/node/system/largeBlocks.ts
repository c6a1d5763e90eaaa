import type { SystemCalls } from './systemCalls';

/** The number of M_MMAP_THRESHOLD (mallopt(3)). */
const MMAP_THRESHOLD = -3;

const LARGE = 2 * 1024 * 1024;

/**
 * Has large blocks of memory go back to the system as soon as they are freed, for the whole process. glibc does so at
 * first, and less and less: each large block that is freed raises the size from which on it does, up to 32 MB. Without it
 * 29 MB instead of 19 were not given back by a worker that had 50,000 sockets (`npm run bench:builds`). With 256 kB as
 * the size it were 5 MB less, and a pass with 10,000 sockets took 1.1 of its CPU time.
 */
export function returnLargeBlocks(calls: SystemCalls): void {
  calls.setAllocation?.(MMAP_THRESHOLD, LARGE);
}

/**
 * Has what is free in the C library's memory go back to the system, of the whole process. Compilers, SQLite and buffers take and
 * free small blocks all the time, in an area for each thread; glibc gives only the end of an area back by itself.
 */
export function returnFreeBlocks(calls: SystemCalls): void {
  calls.trimAllocation?.(0);
}
