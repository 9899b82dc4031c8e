/**
 * What the jobs of the contract run, as a process on this machine or in a container: the first word
 * of the command says what to do. Plain JavaScript that needs nothing but Node, because a container
 * has this file only, and on a real account not even that: there its text is part of the command.
 */
const [verb, ...words] = process.argv.slice(2);

const exit = (code) => {
  process.exitCode = Number(code);
};

const verbs = {
  print: () => process.stdout.write(`${words.join('\n')}\n`),
  exit: () => exit(words[0]),
  environment: () => process.stdout.write(`${JSON.stringify(process.env)}\n`),
  /** Exits with the code at the first attempt and with 0 later. */
  once: () => exit(process.env.AWS_BATCH_JOB_ATTEMPT === '1' ? words[0] : 0),
  /** Exits with the code in the child of that index. */
  index: () => exit(process.env.AWS_BATCH_JOB_ARRAY_INDEX === words[0] ? words[1] : 0),
  /** Prints one line of so many characters. */
  long: () => process.stdout.write(`${'x'.repeat(Number(words[0]))}\n`),
  wait: () => {
    setInterval(() => undefined, 1000);
    process.on('SIGTERM', () => {
      process.stdout.write('SIGTERM\n');
      // Long enough for a SIGKILL that gives no time to be noticed.
      setTimeout(() => process.exit(75), 300);
    });
    process.stdout.write('waiting\n');
  },
};

if (verb in verbs) verbs[verb]();
else {
  process.stderr.write(`no verb ${verb}; there are ${Object.keys(verbs).join(', ')}\n`);
  exit(64);
}
