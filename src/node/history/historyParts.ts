/** What `netstat --history` has of the engine's bundle: see engineParts.ts. */
export { historyRows, historyText } from '../../core/history/historyText';
export { resolveSpan } from '../../core/query/filter/span';
export { historyFolder } from './historyFolder';
export { openReading, readingTrouble } from './openReading';
export { NODE_WITH_SQLITE } from './sqlite';
