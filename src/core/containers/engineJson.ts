import { clean } from '../text/clean';

/** An object of JSON with whatever in it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Characters of a name: Docker's own have at most 255, and those of images are shorter. */
const LONGEST_NAME = 255;

/** PATH_MAX, see limits.h. */
const LONGEST_PATH = 4_096;

/** @returns nothing where the text is no JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The object that a value is; one without anything in it where it is none. */
export function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** As many elements of a list as are read; none where it is no list. */
export function listOf(value: unknown, most: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

/** A name, cleaned and cut; nothing where it is none or empty. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return clean(value.slice(0, LONGEST_NAME)).slice(0, LONGEST_NAME).trim() || undefined;
}

/** A path as it was written; nothing where the system could not have such a one. */
export function pathOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '' || value.length > LONGEST_PATH) return undefined;
  return value.includes('\0') ? undefined : value;
}

/** An address in numbers; nothing where it is none. */
export function addressOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\da-f:.]{2,45}$/i.test(value) ? value.toLowerCase() : undefined;
}

/** A whole number from 1 on. */
export function countOf(value: unknown, most = Number.MAX_SAFE_INTEGER): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= most
    ? value
    : undefined;
}

/** The same from text, as Docker writes ports where it tells of one container. */
export function countIn(value: unknown, most: number): number | undefined {
  return typeof value === 'string' && /^\d{1,10}$/.test(value) ? countOf(Number(value), most) : undefined;
}

/** An object without what is not known. */
export function known<T extends object>(facts: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const entries = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}
