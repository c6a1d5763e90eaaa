/** Bytes of /proc to text: UTF-8, with a replacement character for what is not. */
export function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
