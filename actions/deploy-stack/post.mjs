// Saved state tells `post` from `main`, and a `main` that is ended before it has saved any must not
// be taken for one that has yet to begin: the command that somebody stopped would be run after all.
process.env['STATE_isPost'] = 'true';
await import('./dist/index.mjs');
