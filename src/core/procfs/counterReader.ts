import type { Fields } from './lineFields';

const NUMBER_NEXT = /^\s*[-+]?\d/;

/** Reads one counter of a line after the other, and 0 from the first on that is unreadable. @param missing why, at the end */
export function counterReader(fields: Fields, missing: string): (field: string) => bigint {
  let isReadable = true;
  return (field) => {
    if (isReadable && !NUMBER_NEXT.test(fields.rest)) {
      isReadable = false;
      fields.warn(field, fields.atEnd ? missing : 'is not a decimal number');
    }
    return isReadable ? fields.uint64(field) : 0n;
  };
}
