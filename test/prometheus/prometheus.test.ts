/** What real programs of Prometheus' make of `netstat --prometheus`. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../host/command';
import { whyMissing } from '../host/programs';
import { until } from '../host/until';
import { skipWithReason } from '../skip';
import { freePort, get, NETSTAT, Program, Relay, serve } from './programs';

const TEXT = 'text/plain; version=0.0.4; charset=utf-8';
const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/** A server that accepts nothing. */
const LISTENER = `
import socket, sys, time
with socket.socket() as server:
    server.bind(('127.0.0.1', int(sys.argv[1])))
    server.listen(7)
    print('ready', flush=True)
    time.sleep(1000)
`;

describe('metrics of netstat', () => {
  let folder: string;
  const ends: (() => unknown)[] = [];
  const started = (program: Program): Program => {
    ends.push(() => program.end('SIGKILL'));
    return program;
  };

  before(function () {
    skipWithReason(this, whyMissing('prometheus', 'promtool', 'prometheus-node-exporter', 'python3'));
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'netstat-prometheus-'));
    ends.push(() => rmSync(folder, { recursive: true }));
  });
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });

  it('are scraped by Prometheus as text and as OpenMetrics, and answer its queries alike', async function () {
    this.timeout(120_000);
    const [port, listening, own, text, open] = [
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
      await freePort(),
    ];
    const server = started(new Program('python3', ['-c', LISTENER, String(listening)]));
    await server.printed(/ready/);
    for (let i = 0; i < 3; i++) {
      const socket = connect(listening, '127.0.0.1');
      await new Promise((resolve) => socket.once('connect', resolve));
      ends.push(() => socket.destroy());
    }
    started(await serve(port));
    const relays = { text: new Relay(text, port, 'text/plain;version=0.0.4'), open: new Relay(open, port) };
    for (const relay of Object.values(relays)) ends.push(() => relay.close());

    const config = join(folder, 'prometheus.yml');
    const job = (name: string, at: number): object => ({
      job_name: name,
      static_configs: [{ targets: [`127.0.0.1:${at}`] }],
    });
    // JSON is YAML. A scrape may take as long as the interval, which on a busy machine it does.
    const jobs = [job('direct', port), job('text', text), job('open', open)];
    writeFileSync(config, JSON.stringify({ global: { scrape_interval: '5s' }, scrape_configs: jobs }));
    const prometheus = started(
      new Program('prometheus', [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${own}`,
      ]),
    );
    await prometheus.printed(/Server is ready/);
    const query = async (expression: string): Promise<Record<string, string>> => {
      const asked = new URLSearchParams({ query: expression });
      const { text } = await get(`http://127.0.0.1:${own}/api/v1/query?${String(asked)}`);
      const answer = JSON.parse(text) as {
        data: { result: { metric: { job: string }; value: [number, string] }[] };
      };
      return Object.fromEntries(answer.data.result.map(({ metric, value }) => [metric.job, value[1]]));
    };
    const all = (value: string): object => ({ direct: value, text: value, open: value });
    const up = 'up == 1 and on (job) netstat_tcp_in_segs_total > 0';
    // The first scrape of each has its moment within the first interval.
    await until('three targets that are up', async () => Object.keys(await query(up)).length === 3, 30_000);
    const at = `address="127.0.0.1",port="${listening}",owner="python3"`;
    assert.deepEqual(await query(`sum by (job) (netstat_listener_accept_queue{${at}})`), all('3'));
    assert.deepEqual(await query(`sum by (job) (netstat_listener_accept_queue_limit{${at}})`), all('7'));
    assert.deepEqual(
      await query(`sum by (job) (netstat_listener_sockets{${at},state="ESTABLISHED"})`),
      all('3'),
    );
    assert.deepEqual(
      await query('count by (job) (netstat_interface_receive_bytes_total{interface="lo"})'),
      all('1'),
    );
    assert.deepEqual([[...relays.text.types], [...relays.open.types]], [[TEXT], [OPEN_METRICS]]);

    const { text: told } = await get(
      `http://127.0.0.1:${own}/api/v1/metadata?metric=netstat_interface_receive_bytes`,
    );
    assert.match(told, /"type":"counter"/);
    assert.match(told, /"unit":"bytes"/);
    const targets = await get(`http://127.0.0.1:${own}/api/v1/targets?state=active`);
    assert.equal(targets.text.match(/"lastError":""/g)?.length, 3);
  });

  it('give promtool nothing to say', async () => {
    const port = await freePort();
    started(await serve(port));
    const texts = [
      await command(process.execPath, [NETSTAT, '--prometheus']),
      (await get(`http://127.0.0.1:${port}/metrics`)).text,
    ];
    for (const input of texts) {
      assert.ok(input.length > 10_000);
      const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
        input,
        encoding: 'utf8',
      });
      assert.deepEqual([status, stdout, stderr], [0, '', '']);
    }
  });

  it('are taken from their file by node_exporter, again and again, beside all of its own', async () => {
    const port = await freePort();
    const textfiles = join(folder, 'textfiles');
    mkdirSync(textfiles);
    const exporter = started(
      new Program('prometheus-node-exporter', [
        `--web.listen-address=127.0.0.1:${port}`,
        `--collector.textfile.directory=${textfiles}`,
      ]),
    );
    await exporter.printed(/Listening on|listening on/);
    const scrape = async (): Promise<string> => (await get(`http://127.0.0.1:${port}/metrics`)).text;
    const itsOwn = await scrape();
    const file = join(textfiles, 'netstat.prom');
    started(
      new Program(process.execPath, [NETSTAT, '--prometheus', `--output=${file}`, '-c', '--interval=0.2']),
    );
    const listening = /^netstat_listener_sockets\{.*port="(\d+)".*state="LISTEN".*\} 1$/gm;
    await until('the file in what node_exporter tells', async () => listening.test(await scrape()));
    const later = await freePort();
    const server = started(new Program('python3', ['-c', LISTENER, String(later)]));
    await server.printed(/ready/);
    const told = await until('the new listener', async () => {
      const text = await scrape();
      return text.includes(`port="${later}"`) && text;
    });
    assert.match(told, /^node_textfile_scrape_error 0$/m);
    assert.match(told, /^node_textfile_mtime_seconds\{.*netstat\.prom"\}/m);
    const names = (text: string): string[] =>
      [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
    const ours = names(told).filter((name) => name.startsWith('netstat_'));
    assert.ok(ours.length > 150, `${ours.length} metrics`);
    assert.deepEqual(
      names(itsOwn).filter((name) => ours.includes(name)),
      [],
    );
  });

  it('are told to this machine alone, until the server is told to end', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const port = await freePort();
      const program = started(await serve(port));
      const listeners = await command('ss', ['-tlnH', `sport = :${port}`]);
      assert.deepEqual(
        listeners
          .trim()
          .split('\n')
          .map((line) => line.split(/ +/)[3]),
        [`127.0.0.1:${port}`],
      );
      // Who is connected does not keep it.
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      await new Promise((resolve) => socket.once('connect', resolve));
      assert.equal((await get(`http://127.0.0.1:${port}/metrics`)).type, TEXT);
      const second = spawnSync(process.execPath, [NETSTAT, '--prometheus', `--serve=127.0.0.1:${port}`]);
      assert.equal(second.status, 1);
      assert.match(
        String(second.stderr),
        new RegExp(`127\\.0\\.0\\.1:${port}: node \\(${program.pid}\\) listens there`),
      );
      assert.equal(await program.end(signal), 0);
    }
  });

  it('are those of another network namespace, served in this one', async function () {
    skipWithReason(this, process.geteuid?.() === 0 ? undefined : 'to make a network namespace takes root');
    const other = started(new Program('unshare', ['--net', 'sh', '-c', 'echo ready; exec sleep 1000']));
    await other.printed(/ready/);
    const port = await freePort();
    started(await serve(port, `--namespace=${other.pid}`));
    const { text } = await get(`http://127.0.0.1:${port}/metrics`);
    assert.match(text, /^netstat_tcp_active_opens_total 0$/m);
    assert.ok(!text.includes(`port="${port}"`));
  });
});
