// For node --require: tells at the end whether native code was loaded.
process.on('exit', () => {
  const isNative = Object.keys(require.cache).some((file) => file.endsWith('koffi.node'));
  process.stderr.write(`native code: ${isNative}`);
});
