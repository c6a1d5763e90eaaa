import assert from 'node:assert/strict';
import type { Options, ParsedArguments } from '../../../../../src/core/netstat/commandLine/options';
import { LONG_OPTIONS, OWN_OPTIONS } from '../../../../../src/core/netstat/commandLine/optionTable';
import { parseArguments } from '../../../../../src/core/netstat/commandLine/parseArguments';
import { usageText } from '../../../../../src/core/netstat/commandLine/usage';
import { VERSION, versionText } from '../../../../../src/core/netstat/commandLine/version';
import manifest from '../../../../../package.json';

const machine = { programName: 'netstat', posixlyCorrect: false, selinuxEnabled: false };

describe('parseArguments', () => {
  it('bundles short options and reads abbreviated long ones', () => {
    assert.deepEqual(options('-tulpn'), options('--tcp', '--udp', '--lis', '--prog', '--numeric'));
  });

  it('turns on both families for a protocol, and all protocols for a family', () => {
    assert.deepEqual(pick(options('-t'), 'inet', 'inet6', 'udp', 'quiet'), [true, true, false, false]);
    assert.deepEqual(pick(options('-4'), 'inet', 'inet6', 'udp', 'quiet'), [true, false, true, true]);
  });

  it('keeps the order and the repetition of families', () => {
    assert.deepEqual(options('-r6', '-A', 'inet,ip').families, ['inet6', 'inet', 'inet']);
  });

  it('skips operands and stops at --, or at the first operand where POSIXLY_CORRECT', () => {
    assert.equal(options('operand', '-t', '--', '-x').tcp, true);
    assert.deepEqual(options('operand', '-t', '--', '-x').families, []);
    const parsed = parseArguments(['operand', '-t'], { ...machine, posixlyCorrect: true });
    assert.equal(parsed.kind === 'run' && parsed.options.explicit, false);
  });

  it('acts on options in their order', () => {
    assert.equal(ended('-V', '-h').stdout, versionText());
    assert.equal(ended('-h', '-A', 'foo').stdout, usageText());
    assert.deepEqual(ended('-A', 'inet,', '-V'), {
      kind: 'exit',
      status: 1,
      stdout: '',
      stderr: "Unknown address family `'.\n",
    });
  });

  for (const [args, message] of [
    [['-j'], "invalid option -- 'j'"],
    [['--foo=3'], "unrecognized option '--foo=3'"],
    [['--num=3'], /^netstat: option '--num=3' is ambiguous; possibilities: '--numeric' '--numeric-hosts'/],
    [['--un'], "option '--un' is ambiguous; possibilities: '--unix' '--unix'"],
    [['--route=x'], "option '--route' doesn't allow an argument"],
    [['-A'], "option requires an argument -- 'A'"],
    [['--protocol'], "option '--protocol' requires an argument"],
    [['--interval'], "option '--interval' requires an argument"],
    [['--interval=0'], /'--interval' needs a number of seconds above 0 .*, not '0'/],
    [['--interval', 'x'], /'--interval' needs .*, not 'x'/],
    [['--sort=colour'], /'--sort' knows no column 'colour', but proto, /],
    [['--json', '--csv'], "options '--json' and '--csv' exclude each other"],
    [['-tc', '--csv', '-n', '--json'], "options '--json' and '--csv' exclude each other"],
    [['--json=1'], "option '--json' doesn't allow an argument"],
    [['--js'], "unrecognized option '--js'"],
    [['--cs'], "unrecognized option '--cs'"],
    [['--interv=3'], "unrecognized option '--interv=3'"],
    [['--namespace'], "option '--namespace' requires an argument"],
    [['--namespac', '42'], "unrecognized option '--namespac'"],
    [['--namespace='], /'--namespace' needs a pid, a name in \/run\/netns, or a container's name or id/],
    [['--likely=1'], "option '--likely' doesn't allow an argument"],
    [['--like'], "unrecognized option '--like'"],
    [['--history=soon'], /'--history' takes a span such as 10m, .*, not 'soon'/],
    [['--history=14:10-14:00x'], /'--history' takes a span .*, not '14:10-14:00x'/],
    [['--history=1h-2h'], /'--history' takes a span .*, not '1h-2h'/],
    [['--history', '10m'], "option '--history' takes its span behind an equals sign: --history=10m"],
    [['--history', '-l'], "option '--history' goes with '--json' and '--csv' alone"],
    [['-cn', '--history=1d'], "option '--history' goes with '--json' and '--csv' alone"],
    [['--hist'], "unrecognized option '--hist'"],
    [['--so=pid'], "unrecognized option '--so=pid'"],
  ] as const) {
    it(`refuses ${args.join(' ')}, then tells the usage`, () => {
      const { status, stdout, stderr } = ended(...args);
      const [first = ''] = stderr.split('\n');
      assert.deepEqual([status, stdout], [3, '']);
      if (typeof message === 'string') assert.equal(first, `netstat: ${message}`);
      else assert.match(first, message);
      assert.ok(stderr.endsWith(usageText()));
    });
  }

  it('names no option of ours in a message of netstat', () => {
    assert.match(
      ended('--in').stderr,
      /^netstat: option '--in' is ambiguous; possibilities: '--inet' '--interfaces'\n/,
    );
    assert.match(
      ended('--s').stderr,
      /^netstat: option '--s' is ambiguous; possibilities: '--sctp' '--statistics' '--symbolic'\n/,
    );
  });

  it('reads the options beyond netstat when they are spelt out', () => {
    const read = options('-tc', '--interval', '0.25', '--sort=local-port');
    assert.deepEqual([read.interval, read.sort, read.format], [0.25, 'local-port', 'text']);
    assert.equal(options('-r', '--json').format, 'json');
    assert.equal(options('--csv', '-s').format, 'csv');
  });

  it('has the namespace that --namespace names, the last one', () => {
    assert.equal(options('-t').namespace, undefined);
    assert.equal(options('-r', '--namespace=blue', '--namespace', '42').namespace, '42');
  });

  it('has metrics with --prometheus, which changes no abbreviation of netstat’s', () => {
    assert.equal(options('-t').metrics, undefined);
    assert.deepEqual(options('--prometheus').metrics, {});
    const written = options('--prometheus', '--output=/a/b.prom', '-c', '--interval=15');
    assert.deepEqual(
      [written.metrics, written.continuous, written.interval],
      [{ output: '/a/b.prom' }, true, 15],
    );
    const served = options('--prometheus', '--serve=127.0.0.1:9101', '--namespace=blue');
    assert.deepEqual([served.metrics, served.namespace], [{ serve: '127.0.0.1:9101' }, 'blue']);
    assert.equal(options('--prot', 'inet').inet, true);
    assert.match(ended('--se').stderr, /^netstat: unrecognized option '--se'/);
  });

  for (const [args, message] of [
    [['--prometheus', '-t'], /'--prometheus' goes with '--output', '-c', '--interval', '--serve' and/],
    [['--output=x'], /'--output' and '--serve' need '--prometheus'/],
    [['--serve=127.0.0.1:1', '-l'], /need '--prometheus'/],
    [['--prometheus', '--serve=127.0.0.1:1', '--output=x'], /'--serve' excludes '--output' and '-c'/],
    [['--prometheus', '--serve=127.0.0.1:1', '-c'], /excludes/],
    [['--prometheus', '-c'], /option '-c' needs '--output'/],
  ] as const) {
    it(`says what is wrong with ${args.join(' ')}`, () => {
      const { status, stderr } = ended(...args);
      assert.equal(status, 3);
      assert.match(stderr, message);
    });
  }

  it('has the span of --history, which --json and --csv go with', () => {
    assert.equal(options('-n').history, undefined);
    assert.deepEqual(options('--history').history, {});
    assert.deepEqual(pick(options('--json', '--history=2h', '-n'), 'history', 'format'), [
      { span: { from: { ago: 7_200_000 } } },
      'json',
    ]);
    assert.deepEqual(options('--history=14:00-14:10', '--csv').history, {
      span: { from: { time: [14, 0, 0] }, to: { time: [14, 10, 0] } },
    });
  });

  it('has programs with --likely, which changes no abbreviation of netstat’s', () => {
    assert.deepEqual(pick(options('--likely', '-r'), 'programs', 'likely', 'mode'), [true, true, 'routes']);
    assert.deepEqual(pick(options('-p', '--li'), 'programs', 'likely', 'which'), [true, false, 'listening']);
  });

  it('says the version of the package', () => {
    assert.equal(VERSION, manifest.version);
  });

  it('names every option in the usage', () => {
    for (const letter of 'ACFMacdeghilnNoprsStuUvVWw2fx64Z') {
      assert.match(usageText(), new RegExp(`^ +(-\\w, )?-${letter}\\b`, 'm'), `-${letter}`);
    }
    for (const { name } of [...LONG_OPTIONS, ...OWN_OPTIONS]) {
      assert.match(usageText(), new RegExp(`--${name}\\b`), `--${name}`);
    }
  });
});

function parse(args: readonly string[]): ParsedArguments {
  return parseArguments(args, machine);
}

function options(...args: string[]): Options {
  const parsed = parse(args);
  assert.equal(parsed.kind, 'run');
  return parsed.options;
}

function ended(...args: string[]): Extract<ParsedArguments, { kind: 'exit' }> {
  const parsed = parse(args);
  assert.equal(parsed.kind, 'exit');
  return parsed;
}

function pick(from: Options, ...keys: (keyof Options)[]): unknown[] {
  return keys.map((key) => from[key]);
}
