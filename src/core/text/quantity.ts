const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** Bytes in the largest unit that they fill, with one decimal from KiB on: `512 B`, `1.5 MiB`. */
export function formatBytes(bytes: number | bigint): string {
  let value = Number(bytes);
  let power = 0;
  while (value >= 1023.95 && power < UNITS.length - 1) {
    value /= 1024;
    power++;
  }
  return `${power === 0 ? Math.round(value) : value.toFixed(1)} ${UNITS[power] ?? ''}`;
}
