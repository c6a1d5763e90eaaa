import fc from 'fast-check';

/**
 * Cases of a property. A CI run sets FAST_CHECK_RUNS so that all parsers together see at least 100,000.
 */
const RUNS = Number(process.env['FAST_CHECK_RUNS'] ?? 300);

/** Any bytes, and bytes that look like a line of /proc: both are thrown at every parser. */
export const hostileBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 600 }),
  fc
    .array(
      fc.constantFrom(
        '\n',
        ' ',
        ':',
        '0',
        'F',
        '00000000',
        '0100007F:0016',
        '\t',
        '-1',
        '99999999999999999999',
        '@x',
        '/',
        '\0',
      ),
      { maxLength: 60 },
    )
    .map((parts) => Buffer.from(parts.join(''), 'latin1')),
);

/** Asserts that the property holds for {@link RUNS} cases. */
export function assertProperty<T>(arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, predicate), { numRuns: RUNS });
}

/** The same of what takes its time. */
export async function assertAsyncProperty<T>(
  arbitrary: fc.Arbitrary<T>,
  predicate: (value: T) => Promise<void>,
): Promise<void> {
  await fc.assert(fc.asyncProperty(arbitrary, predicate), { numRuns: RUNS });
}
