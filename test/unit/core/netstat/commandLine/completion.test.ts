import assert from 'node:assert/strict';
import { checkLine } from '../../../../../src/core/netstat/commandLine/commandLine';
import { completions } from '../../../../../src/core/netstat/commandLine/completion';
import { OFFERED_OPTIONS } from '../../../../../src/core/netstat/commandLine/offeredOptions';
import {
  LONG_OPTIONS,
  OWN_OPTIONS,
  SHORT_OPTIONS,
} from '../../../../../src/core/netstat/commandLine/optionTable';

describe('completion of netstat command lines', () => {
  const lines = (line: string): string[] => completions(line).map((each) => each.line);

  it('offers the usual options first where nothing is typed', () => {
    assert.deepEqual(lines('').slice(0, 5), ['-t', '-u', '-l', '-p', '-n']);
  });

  it('adds a letter to a bundle, and none that it has', () => {
    assert.ok(lines('-tul').includes('-tulp'));
    assert.ok(!lines('-tul').includes('-tult'));
    assert.ok(!lines('-t -l -').includes('-t -l -t'));
  });

  it('knows an option in each of its spellings', () => {
    assert.ok(!lines('--tcp -').includes('--tcp -t'));
    assert.ok(!lines('--list -').includes('--list -l'));
    assert.ok(!lines('--inet -').includes('--inet -4'));
  });

  it('does not offer -l beside -a, which wins, nor what -n has already said', () => {
    assert.ok(!lines('-a').includes('-al'));
    assert.ok(!lines('-n --num').includes('-n --numeric-hosts'));
  });

  it('offers what the table in question knows', () => {
    assert.deepEqual(lines('-r'), ['-rn', '-re', '-rc', '-r4', '-r6', '-rA', '-rN', '-rC', '-rF']);
    assert.ok(lines('-s').includes('-st'));
    assert.ok(!lines('-s').includes('-sl'));
  });

  it('offers no other table beside options of this one, and nothing beside what is wrong', () => {
    assert.ok(!lines('-tu').includes('-tur'));
    assert.ok(lines('-tu').includes('-tus'));
    assert.ok(lines('-n').includes('-nr'));
    assert.ok(!lines('-n').includes('-nh'));
    assert.deepEqual(lines('-tj'), []);
  });

  it('completes long options, those with a value up to the equals sign', () => {
    assert.deepEqual(lines('-t --lis'), ['-t --listening']);
    assert.deepEqual(lines('--pro'), ['--programs', '--protocol=', '--prometheus']);
  });

  it('completes the values of options in each of their spellings', () => {
    assert.deepEqual(lines('-A i'), ['-A inet', '-A inet6', '-A ipx']);
    assert.deepEqual(lines('-rAine'), ['-rAinet', '-rAinet6']);
    assert.deepEqual(lines('--protocol=inet,u'), ['--protocol=inet,unix']);
    assert.deepEqual(lines('--proto inet'), ['--proto inet6']);
    assert.deepEqual(lines('--sort=loc'), ['--sort=local-address', '--sort=local-port']);
  });

  it('offers JSON or CSV for every table, and not both', () => {
    for (const table of ['-t', '-r', '-i', '-g', '-s', '-M']) {
      assert.ok(lines(`${table} --`).includes(`${table} --json`), table);
      assert.ok(lines(`${table} --`).includes(`${table} --csv`), table);
    }
    assert.ok(!lines('--csv --').includes('--csv --json'));
    assert.ok(!lines('--json --').includes('--json --csv'));
  });

  it('offers --likely for sockets, where data do not tell the same, and no -p beside it', () => {
    assert.deepEqual(lines('-tp --lik'), ['-tp --likely']);
    for (const line of ['-r', '-i', '-s', '-g', '-M', '-tp --json', '-t --csv']) {
      assert.deepEqual(lines(`${line} --lik`), [], line);
    }
    assert.ok(!lines('--likely -t').includes('--likely -tp'));
    assert.ok(!lines('--likely -').includes('--likely -r'));
  });

  it('offers --namespace for every table, and no value of its own', () => {
    for (const table of ['-t', '-r', '-i', '-g', '-s', '-M'])
      assert.deepEqual(lines(`${table} --name`), [`${table} --namespace=`], table);
    assert.deepEqual(lines('--namespace=b'), []);
    assert.ok(lines('--namespace=blue -').includes('--namespace=blue -r'));
    assert.ok(!lines('--namespace=blue --n').includes('--namespace=blue --namespace='));
  });

  it('offers --history by itself, with spans, and behind it how it is told', () => {
    assert.deepEqual(lines('--hist'), ['--history']);
    assert.deepEqual(lines('-t --hist'), []);
    assert.deepEqual(lines('--history=1'), ['--history=10m', '--history=1h', '--history=1d']);
    assert.deepEqual(lines('--history --'), ['--history --json', '--history --csv']);
  });

  it('offers --interval only with -c', () => {
    assert.deepEqual(lines('-t --inter'), []);
    assert.deepEqual(lines('-tc --interv'), ['-tc --interval=']);
  });

  it('offers --prometheus alone, and behind it another namespace', () => {
    assert.ok(!lines('-t --prom').includes('-t --prometheus'));
    assert.deepEqual(lines('--prometheus -'), ['--prometheus --namespace=']);
  });

  it('keeps to the words of netstat: nothing after -- or in the middle of an operand', () => {
    assert.deepEqual(lines('-- -'), []);
    assert.deepEqual(lines('-t foo'), []);
  });

  it('takes "netstat" at the beginning for what it is', () => {
    assert.ok(lines('netstat -t').includes('netstat -tu'));
  });

  it('offers only what the option parser accepts', () => {
    for (const option of OFFERED_OPTIONS) {
      const { code } = option;
      if ('short' in option) assert.ok(SHORT_OPTIONS.includes(option.short), code);
      assert.ok(
        [...LONG_OPTIONS, ...OWN_OPTIONS].some(({ name }) => name === option.long),
        code,
      );
    }
    for (const { line, kind } of completions('').concat(completions('-'), completions('--'))) {
      const complete = line.endsWith('=') || line.endsWith('A');
      assert.ok(complete || kind === 'value' || checkLine(line).kind === 'runnable', line);
    }
  });
});
