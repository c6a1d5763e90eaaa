/**
 * `npm run measure:view`: what a view of a new table of the machine costs, counted on the commits that added one: those
 * whose message ends in "Adds-view: NAME". What is generated, texts for translation and documents do not count.
 */
import { execFileSync } from 'node:child_process';
import { repository } from './host/paths';

/** What the first of the commits may take, with tests: the view of one file below /proc. */
const MOST = { added: 4, edited: 3 };

/** What is written by `npm run manifest`, or said to people. */
const UNCOUNTED = [
  'package.json',
  'package.nls.json',
  'l10n',
  'CHANGELOG.md',
  'README.md',
  'src/ARCHITECTURE.md',
  'src/extension/commandFiles.ts',
];

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: repository, encoding: 'utf8' });
}

const counted = ['--', '.', ...UNCOUNTED.map((path) => `:!${path}`)];
const commits = git('log', '--reverse', '--format=%H', '--grep=^Adds-view: ').split('\n').filter(Boolean);
if (commits.length === 0) throw new Error('No commit of this checkout adds a view: is its history cut off?');
for (const [index, commit] of commits.entries()) {
  console.log(git('show', '--stat', '--format=%h %s', commit, ...counted));
  const changes = git('show', '--name-status', '--format=', commit, ...counted)
    .split('\n')
    .filter(Boolean);
  const added = changes.filter((change) => change.startsWith('A')).length;
  const edited = changes.length - added;
  console.log(`${added} new, ${edited} edited\n`);
  if (index === 0 && (added > MOST.added || edited > MOST.edited)) {
    console.error(`A view is to take at most ${MOST.added} new files and ${MOST.edited} edited ones.`);
    process.exitCode = 1;
  }
}
