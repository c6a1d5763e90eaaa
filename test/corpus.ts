/**
 * `npm run corpus -- FILE...`: how the reader of complaints fares with messages of a file, one JSON object a line:
 * `in` the output, `want` what is to be seen (`PORT/TRANSPORT`, `no port`, `none`, or a list of which any is right),
 * where known `cmd`, the command line, and `status`, its exit status. Prints the hit rate, every wrong port, every
 * complaint that is none, and every miss. Ends with status 1 where a wrong port was told.
 */
import { readFileSync } from 'node:fs';
import { type Entry, entriesIn, type Outcome, outcomeOf, seenIn } from './unit/core/addressInUse/corpus';

function show({ program, source, cmd, in: output }: Entry, outcome: Outcome): void {
  console.log(`\n${outcome}: ${program ?? ''} (${source})${cmd === undefined ? '' : ` $ ${cmd}`}`);
  console.log(output.trimEnd().replace(/^/gm, '    '));
}

let isWrong = false;
for (const file of process.argv.slice(2)) {
  const entries = entriesIn(readFileSync(file, 'utf8'));
  const outcomes = entries.map((entry) => ({ entry, seen: seenIn(entry), outcome: outcomeOf(entry) }));
  for (const { entry, seen, outcome } of outcomes) {
    if (outcome === 'right') continue;
    show(entry, outcome);
    console.log(`  wanted ${[entry.want].flat().join(' or ')}, saw ${seen}`);
  }
  const count = (wanted: Outcome): number => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const rate = ((100 * count('right')) / entries.length).toFixed(1);
  console.log(
    `\n${file}: ${count('right')} of ${entries.length} right (${rate} %), ${count('wrong port')} wrong ports, ` +
      `${count('inexact')} inexact, ${count('false alarm')} complaints seen where there is none, ${count('missed')} missed`,
  );
  isWrong ||= count('wrong port') > 0;
}
if (isWrong) process.exitCode = 1;
