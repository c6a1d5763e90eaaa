import type { PortQuestion } from '../model/portFacts';
import { quotedInput } from './cap';
import type { ToolDefinition, ToolProperty } from './definitions';

/** The arguments of a call, checked against the tool's schema. */
export type ToolInput = Readonly<Record<string, number | string | boolean | undefined>>;

/** A call that cannot be answered; the message is written for the model, which can try again. */
export class ToolError extends Error {}

/**
 * The arguments of a call.
 * @throws {ToolError} what is wrong with which argument, and what would be right
 */
export function readInput({ name, inputSchema }: ToolDefinition, input: unknown): ToolInput {
  const { properties, required = [] } = inputSchema;
  const object = input ?? {};
  if (typeof object !== 'object' || Array.isArray(object))
    throw new ToolError(`${name} takes an object of arguments.`);
  const entries = Object.entries(object);
  for (const [key, value] of entries) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (property === undefined) {
      throw new ToolError(
        `${name} has no argument ${quotedInput(key)}. It has: ${Object.keys(properties).join(', ') || 'none'}.`,
      );
    }
    if (value !== undefined && !fits(value, property)) {
      throw new ToolError(`"${key}" of ${name} must be ${expected(property)}, not ${given(value)}.`);
    }
  }
  const values = Object.fromEntries(entries) as ToolInput;
  const missing = required.find((key) => values[key] === undefined);
  if (missing !== undefined) throw new ToolError(`${name} needs the argument "${missing}".`);
  return values;
}

/** The port that a call with `port` and `transport` is about. */
export function questionIn({ port, transport }: ToolInput): PortQuestion {
  return { port: Number(port), transport: transport === 'udp' ? 'udp' : 'tcp' };
}

function fits(value: unknown, { type, minimum, maximum, enum: choices }: ToolProperty): boolean {
  if (type !== 'integer') return typeof value === type && (choices?.includes(value as string) ?? true);
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    value >= (minimum ?? Number.NEGATIVE_INFINITY) &&
    value <= (maximum ?? Number.POSITIVE_INFINITY)
  );
}

/** A value that does not fit, as far as it is worth telling. */
function given(value: unknown): string {
  if (typeof value === 'string') return quotedInput(value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return String(value);
}

function expected({ type, minimum, maximum, enum: choices }: ToolProperty): string {
  if (choices !== undefined) return `one of ${choices.join(', ')}`;
  if (type === 'integer') return `a whole number from ${minimum ?? 0} to ${maximum ?? 'any'}`;
  return type === 'boolean' ? 'true or false' : 'a text';
}
