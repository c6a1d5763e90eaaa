import assert from 'node:assert/strict';
import type { IGrammar } from 'vscode-textmate';
import { type RecordedCase, recordedSets } from '../../../differential/recordedSets';
import { EXAMPLES } from './colourExamples';
import { type Coloured, colours, loadGrammar } from './colours';

const SOCKET = /^(?:tcp|udp|udpl|raw)6? +\d+ +\d+ (\S+):(\S+) +(\S+):(\S+) /;
const STATE =
  /(?<= )(?:LISTEN(?:ING)?|ESTABLISHED|CONNECTED|CONNECTING|SYN_SENT|SYN_RECV|FIN_WAIT[12]|TIME_WAIT|CLOSE(?:_WAIT)?|CLOSING|LAST_ACK|DISCONNECTING)(?= |$)/;
const TITLE = /^(?:Active|Kernel) .*|^IP masquerading entries$|^IPv6\/IPv4 Group Memberships$/;

/** Lines without anything to colour: counts of errors are only where there are some. */
const PLAIN = /^ +[RT]X errors 0 /;

describe("the colours of netstat's text", () => {
  let grammar: IGrammar;
  const recorded = new Set<string>();
  before(async () => {
    grammar = await loadGrammar();
    for (const line of lines()) recorded.add(line);
  });

  /** Each coloured part with the beginning of its scope: "8080 constant.numeric.port". */
  const marks = (line: string): string[] =>
    colours(grammar, line).map(({ text, scopes }) => `${text} ${scopes.at(-1)?.split(' ').at(-1) ?? ''}`);
  const scopeOf = (parts: readonly Coloured[], text: string): string =>
    parts
      .filter((part) => part.text === text)
      .flatMap(({ scopes }) => scopes)
      .join(' ');

  function* lines(wanted: (recorded: RecordedCase) => boolean = () => true): Generator<string> {
    for (const { cases } of recordedSets()) {
      for (const { stdout, stderr } of cases.filter(wanted)) {
        for (const line of `${stdout}${stderr}`.split('\n')) if (line !== '') yield line;
      }
    }
  }

  it('are on every line of every recorded run', () => {
    const plain = [...recorded].filter((line) => colours(grammar, line).length === 0 && !PLAIN.test(line));
    assert.deepEqual(plain, []);
  });

  it('show titles and columns whole', () => {
    let titles = 0;
    for (const line of lines()) {
      const isTitle = TITLE.test(line);
      const isHeader = /^(?:Proto|Destination|Source|Iface|Interface|prot|Dest|User|dest_addr) {2,}/.test(
        line,
      );
      if (!isTitle && !isHeader) continue;
      titles++;
      const [first, ...others] = colours(grammar, line);
      assert.equal(first?.text, line.trim());
      assert.match(first.scopes.join(' '), isTitle ? /^markup\.heading/ : /^keyword\.other\.columns/, line);
      assert.equal(others.length, 0, line);
    }
    assert.ok(titles > 300, String(titles));
  });

  it('show both addresses and ports of every socket', () => {
    let rows = 0;
    for (const line of lines()) {
      const [, local = '', localPort = '', foreign = '', foreignPort = ''] = SOCKET.exec(line) ?? [];
      if (local === '' && localPort === '') continue;
      rows++;
      const parts = colours(grammar, line).slice(1);
      const ends = parts.filter(({ scopes }) => /address|port/.test(scopes.at(-1) ?? ''));
      assert.deepEqual(
        ends.map(({ text, scopes }) => [text, scopes.at(-1)]),
        [
          [local, 'variable.other.address.local'],
          [localPort, 'constant.numeric.port.local'],
          [foreign, 'variable.other.address.foreign'],
          [foreignPort, 'constant.numeric.port.foreign'],
        ].filter(([text]) => text !== ''),
        line,
      );
    }
    assert.ok(rows > 500, String(rows));
  });

  it('show every state, as what it is', () => {
    const kinds = new Map<string, string>();
    for (const line of lines()) {
      if (!/^(?:tcp|udp|raw|unix|sctp)/.test(line)) continue;
      const state = STATE.exec(line)?.[0];
      if (state === undefined) continue;
      kinds.set(state, /state\.(\w+)/.exec(scopeOf(colours(grammar, line), state))?.[1] ?? `none in ${line}`);
    }
    assert.deepEqual(Object.fromEntries(kinds), {
      CLOSE: 'closing',
      CLOSE_WAIT: 'closing',
      CLOSING: 'closing',
      CONNECTED: 'connected',
      CONNECTING: 'opening',
      DISCONNECTING: 'closing',
      ESTABLISHED: 'connected',
      FIN_WAIT1: 'closing',
      FIN_WAIT2: 'closing',
      LAST_ACK: 'closing',
      LISTEN: 'listening',
      LISTENING: 'listening',
      SYN_RECV: 'opening',
      SYN_SENT: 'opening',
      TIME_WAIT: 'closing',
    });
  });

  it('show the pid and the program of every row that has them', () => {
    let programs = 0;
    for (const line of lines(({ args }) => args.some((arg) => /^-\w*p|^--prog/.test(arg)))) {
      const [, pid = '', name = ''] = / (\d+)\/(\S+)/.exec(line) ?? [];
      if (pid === '' || !/^(?:tcp|udp|raw|unix|sctp)/.test(line)) continue;
      programs++;
      const parts = colours(grammar, line);
      assert.match(scopeOf(parts, pid), /constant\.numeric\.pid/, line);
      const program = parts.find(({ scopes }) => scopes.at(-1)?.startsWith('entity.name.function'));
      assert.ok(program?.text.startsWith(name), line);
    }
    assert.ok(programs > 100, String(programs));
  });

  it('show a likely owner as such, with its pid or as a unit, and no name of a UNIX socket', () => {
    const row = 'tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      ';
    const likely = (line: string): string[] => marks(line).slice(6);
    const operator = '~ keyword.operator.likely';
    const expected = [
      operator,
      '812 constant.numeric.pid',
      '/ punctuation.separator',
      'sshd entity.name.function.program',
    ];
    assert.deepEqual(likely(`${row}~812/sshd           `), expected);
    assert.deepEqual(likely(`${row}~812/sshd            off (0.00/0/0)`).slice(0, 4), expected);
    const unit = likely(`${row}~postgresql@16-main off (0.00/0/0)`);
    assert.deepEqual(unit.slice(0, 2), [operator, 'postgresql@16-main entity.name.function.program']);
    assert.match(unit.at(-1) ?? '', /timer$/);
    const unix = marks(
      'unix  2      [ ]         DGRAM                    3343078  7/d                  ~812/sshd',
    );
    assert.ok(!unix.includes(operator));
  });

  it('show what waits in a queue, and errors where there are some', () => {
    const queues = marks('tcp       52      0 192.0.2.1:22            192.0.2.9:4000          ESTABLISHED');
    assert.deepEqual(queues.slice(0, 2), ['tcp storage.type.protocol', '52 constant.numeric.queue']);
    assert.equal(queues.length, 7);
    assert.deepEqual(marks('        RX errors 3  dropped 0  overruns 0  frame 0'), [
      '3 markup.deleted.errors',
    ]);
  });

  it('show messages as such', () => {
    const [refusal, note, warning] = [
      "netstat: no support for `AF INET (tcp)' on this system.",
      '(Not all processes could be identified, non-owned process info',
      'warning, got bogus tcp line.',
    ].map((line) => marks(line));
    assert.match(refusal?.[0] ?? '', /invalid\.illegal\.message$/);
    assert.match(note?.[0] ?? '', /comment\.line\.message$/);
    const [without] = marks('(No likely owners for "--likely": the kernel cannot be asked.)');
    assert.match(without ?? '', /comment\.line\.message$/);
    assert.match(warning?.[0] ?? '', /invalid\.illegal\.message$/);
  });

  for (const [what, line, expected] of EXAMPLES) {
    it(`show what is what in ${what}`, () => {
      assert.ok(recorded.has(line), 'no recorded run has this line');
      assert.ok(
        [...lines()].includes(line) || /^ {8}RX|inet 192/.test(line),
        'no recorded run has this line',
      );
      const seen = marks(line);
      assert.equal(seen.length, expected.length, seen.join(', '));
      for (const [index, mark] of expected.entries()) {
        const [text = '', scope = ''] = /^(.*) (\S+)$/.exec(mark)?.slice(1) ?? [];
        assert.ok(
          seen[index]?.startsWith(`${text} `) && seen[index].endsWith(scope),
          `${seen[index] ?? ''}: ${mark}`,
        );
      }
    });
  }
});
