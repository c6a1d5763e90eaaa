/**
 * `npm run corpus:programs [-- FILE...]`: how the recognisers of programs fare with the process trees of
 * test/fixtures/programs, or of other files there, named without their ending. Prints the hit rate of each, every wrong
 * name and every one that is missed. Ends with status 1 where a wrong name was told.
 */
import { corpusFiles, entriesOf, outcomeOf, textOf } from './unit/core/programs/corpus';

const named = process.argv.slice(2);
for (const file of named.length > 0 ? named : corpusFiles()) {
  const outcomes = entriesOf(file).map((entry) => ({ entry, ...outcomeOf(entry) }));
  for (const { entry, seen, outcome } of outcomes) {
    if (outcome === 'right') continue;
    const { facts, wanted, source } = entry;
    console.log(`${outcome}: wanted ${textOf(wanted)}, saw ${textOf(seen)} (${source})`);
    console.log(`    ${facts.commandLine.join(' ').trim()}`);
  }
  const count = (outcome: string): number => outcomes.filter((each) => each.outcome === outcome).length;
  const recorded = outcomes.filter(({ entry }) => entry.source.startsWith('recorded')).length;
  const rate = ((100 * count('right')) / outcomes.length).toFixed(1);
  console.log(
    `${file}: ${count('right')} of ${outcomes.length} right (${rate} %), ${count('wrong')} wrong names, ` +
      `${count('missed')} missed; ${recorded} recorded`,
  );
  if (count('wrong') > 0) process.exitCode = 1;
}
