/**
 * Measures the extension host, asked on loopback: GET /profile/6 answers with a CPU profile of its own thread over the
 * next six passes of the Monitor, GET /start and then GET /stop with one of the time between; GET /cpu/20 with the milliseconds of CPU time of all threads over 20 s, and the passes in them; GET /hints/off
 * sets netstat.editorHints, GET /open/FILE opens a file, GET /run/COMMAND runs a command, GET /renew has another worker take over from the engine's, and GET /samples says how many samples of traffic there are. The port is written to the file that NETSTAT_BENCH_PROBE
 * names.
 */
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { Session } = require('node:inspector/promises');
const { commands, ConfigurationTarget, extensions, Uri, window, workspace } = require('vscode');

/** Microseconds between two samples. */
const INTERVAL = 200;

exports.activate = async (context) => {
  const { monitor, engine } = await extensions.getExtension('netstat-vscode.netstat').activate();
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: INTERVAL });

  const profileOver = async (passes) => {
    await nextPass(monitor);
    await session.post('Profiler.start');
    for (let pass = 0; pass < passes; pass++) await nextPass(monitor);
    return (await session.post('Profiler.stop')).profile;
  };
  const answers = {
    profile: (passes) => profileOver(Number(passes)),
    start: async () => (await session.post('Profiler.start'), true),
    stop: async () => (await session.post('Profiler.stop')).profile,
    run: async (command) => (await commands.executeCommand(command), true),
    renew: async () => engine.renew(),
    samples: async () =>
      (await engine.trafficSeries({ place: 'editor', window: 5, processes: 1 })).times.length,
    cpu: (seconds) => cpuOver(monitor, Number(seconds)),
    hints: async (value) => {
      await workspace.getConfiguration('netstat').update('editorHints', value, ConfigurationTarget.Global);
      return value;
    },
    open: async (file) => {
      await window.showTextDocument(Uri.file(file));
      return file;
    },
  };
  const server = createServer((request, response) => {
    const [, what, argument] = request.url.split('/').map(decodeURIComponent);
    answers[what](argument).then(
      (answer) => response.end(JSON.stringify(answer)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1', () =>
    writeFileSync(process.env.NETSTAT_BENCH_PROBE, String(server.address().port)),
  );
  context.subscriptions.push({ dispose: () => server.close() });
};

async function cpuOver(monitor, seconds) {
  let passes = 0;
  const listener = monitor.onDidChange(() => passes++);
  const before = process.cpuUsage();
  await new Promise((later) => setTimeout(later, seconds * 1000));
  const { user, system } = process.cpuUsage(before);
  listener.dispose();
  return { cpu: (user + system) / 1000, passes };
}

/** The end of the next pass and of what follows from it at once. */
function nextPass(monitor) {
  return new Promise((resolve) => {
    const listener = monitor.onDidChange(() => {
      listener.dispose();
      setTimeout(resolve, 300);
    });
  });
}
