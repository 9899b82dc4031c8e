// Saved state tells `post` from `main`, and a `main` that is ended before it has saved any must not
// be taken for one that has yet to begin: the run that somebody stopped would be submitted after all.
process.env['STATE_main-has-run'] = 'true';
await import('./dist/index.mjs');
