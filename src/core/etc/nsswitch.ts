import { wordsOfLines } from './lines';

/** The services that nsswitch.conf(5) names for a database, in order, without its [STATUS=action] parts. */
export function parseNsswitch(bytes: Uint8Array, database: string): string[] | undefined {
  for (const words of wordsOfLines(bytes)) {
    const line = words.join(' ');
    if (line.startsWith(`${database}:`)) {
      const list = line.slice(database.length + 1).replace(/\[[^\]]*\]/g, ' ');
      return list.split(' ').filter((word) => word !== '');
    }
  }
  return undefined;
}
