/**
 * Profiles the extension host's own thread: GET /6 on loopback answers with a CPU profile over the next six passes of
 * the Monitor. The port is written to the file that NETSTAT_BENCH_PROBE names.
 */
const { writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { Session } = require('node:inspector/promises');
const { extensions } = require('vscode');

/** Microseconds between two samples. */
const INTERVAL = 200;

exports.activate = async (context) => {
  const { monitor } = await extensions.getExtension('netstat-vscode.netstat').activate();
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
  const server = createServer((request, response) => {
    profileOver(Number(request.url.slice(1))).then(
      (profile) => response.end(JSON.stringify(profile)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1', () =>
    writeFileSync(process.env.NETSTAT_BENCH_PROBE, String(server.address().port)),
  );
  context.subscriptions.push({ dispose: () => server.close() });
};

/** The end of the next pass and of what follows from it at once. */
function nextPass(monitor) {
  return new Promise((resolve) => {
    const listener = monitor.onDidChange(() => {
      listener.dispose();
      setTimeout(resolve, 300);
    });
  });
}
