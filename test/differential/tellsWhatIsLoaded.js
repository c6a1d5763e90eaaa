// For node --require: tells at the end what was loaded beside the program and Node's own, native code too.
const { basename } = require('node:path');

process.on('exit', () => {
  const files = Object.keys(require.cache).filter((file) => file !== __filename && file !== process.argv[1]);
  process.stderr.write(`loaded: ${files.map((file) => basename(file)).join(', ')}`);
});
